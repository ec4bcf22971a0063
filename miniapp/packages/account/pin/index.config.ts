export default definePageConfig({ navigationBarTitleText: '图片密码' });
