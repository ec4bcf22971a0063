export default definePageConfig({ navigationBarTitleText: '同不同意' });
