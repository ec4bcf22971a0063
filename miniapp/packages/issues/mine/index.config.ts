export default definePageConfig({ navigationBarTitleText: '我说的事', enablePullDownRefresh: true });
