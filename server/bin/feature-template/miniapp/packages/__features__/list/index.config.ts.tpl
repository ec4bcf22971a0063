export default definePageConfig({ navigationBarTitleText: '__title__' });
