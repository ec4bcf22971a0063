export default definePageConfig({ navigationBarTitleText: '谁在用手机' });
