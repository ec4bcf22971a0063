export default defineAppConfig({
  pages: ['pages/home/index', 'pages/issues/index', 'pages/children/index', 'pages/me/index'],
  subPackages: [
    { root: 'packages/issues', name: 'issues', pages: ['report/index', 'detail/index', 'mine/index'] },
    {
      root: 'packages/account',
      name: 'account',
      pages: [
        'bind/index',
        'switch/index',
        'undelivered/index',
        'picture/index',
        'pin/index',
        'simple/index',
        'consents/index',
      ],
    },
    {
      root: 'packages/consents',
      name: 'consents',
      pages: ['home/index', 'purpose/index', 'readers/index'],
    },
    { root: 'packages/family', name: 'family', pages: ['home/index'] },
    { root: 'packages/consultations', name: 'consultations', pages: ['ask/index'] },
    { root: 'packages/evaluations', name: 'evaluations', pages: ['rate/index', 'notes/index'] },
    { root: 'packages/people', name: 'people', pages: ['child/index'] },
  ],
  // What a carer does without a signal must be on the phone by then: a hundred kilobytes, once for each version.
  preloadRule: {
    'pages/home/index': {
      network: 'all',
      packages: ['issues', 'account', 'family', 'consultations', 'evaluations'],
    },
  },
  window: {
    navigationBarTitleText: '心桥',
    navigationBarBackgroundColor: '#F7F3EC',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F7F3EC',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#6B665D',
    selectedColor: '#B84A14',
    backgroundColor: '#FFFDF9',
    borderStyle: 'white',
    list: [
      {
        pagePath: 'pages/home/index',
        text: '首页',
        iconPath: 'assets/tab/home.png',
        selectedIconPath: 'assets/tab/home-on.png',
      },
      {
        pagePath: 'pages/issues/index',
        text: '事项',
        iconPath: 'assets/tab/issues.png',
        selectedIconPath: 'assets/tab/issues-on.png',
      },
      {
        pagePath: 'pages/children/index',
        text: '孩子',
        iconPath: 'assets/tab/children.png',
        selectedIconPath: 'assets/tab/children-on.png',
      },
      {
        pagePath: 'pages/me/index',
        text: '我的',
        iconPath: 'assets/tab/me.png',
        selectedIconPath: 'assets/tab/me-on.png',
      },
    ],
  },
  // WeChat's 同声传译: reads texts aloud and writes down what is said, both only with the person's consent.
  plugins: { WechatSI: { version: '0.3.5', provider: 'wx069ba97219f66d99' } },
  animation: false,
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
});
