export default definePageConfig({ navigationBarTitleText: '您说，我们做' });
