export default definePageConfig({ navigationBarTitleText: '简单模式' });
