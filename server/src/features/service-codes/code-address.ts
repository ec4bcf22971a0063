/** The page that every code opens. It asks by itself what the code says. */
export const reportPage = 'packages/issues/report/index';
