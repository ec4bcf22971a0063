/** The three codes. Each opens straight into its own form. */
export const serviceCodeKinds = {
  consultation: '咨询码',
  feedback: '反馈码',
  evaluation: '评价码',
} as const;
export type ServiceCodeKind = keyof typeof serviceCodeKinds;
