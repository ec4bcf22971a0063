export default definePageConfig({ navigationBarTitleText: '孩子的事，您说了算' });
