export default definePageConfig({ navigationBarTitleText: '孩子', enablePullDownRefresh: true });
