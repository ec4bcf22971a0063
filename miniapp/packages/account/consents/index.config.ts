export default definePageConfig({ navigationBarTitleText: '读给我听' });
