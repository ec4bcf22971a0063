import { asApiError } from './api-error.js';

/**
 * What cannot be done without the school, and why: words for who stands in a village without a signal. Each says what
 * has not happened, so that nobody relies on it.
 */
export const needsNetwork = {
  acting: '换人用手机，要学校核对是谁。现在没有网，等有网了再换。',
  binding: '码要学校当场核对，手机自己认不出来。现在没有网，码先收好，等有网了再绑。',
  childBinding: '绑孩子要学校当场核对，免得绑错。现在没有网，码先收好，等有网了再绑。',
  decideBinding: '让谁看孩子的事，学校记下来才算。现在没有网，等有网了再点。没点之前，别人看不到孩子。',
  familyCode: '码是学校现发的，手机自己出不了。现在没有网，等有网了再出。',
  unbindGuardian: '解除手机要学校来办。现在没有网，那部手机还没有解除。急的话，请打电话给老师。',
  health: '健康情况要学校收到才算。现在没有网，还没有存，等有网了再点。',
  leaveBinding: '解除绑定要学校来办。现在没有网，还没有解除，等有网了再点。',
  picture: '您的图要学校记下来，换人的时候才认得。现在没有网，还是原来的图。',
  setPin: '图片密码由学校保管，手机里不存。现在没有网，还没有换，等有网了再设。',
  removePin: '图片密码由学校保管。现在没有网，密码还在，等有网了再去掉。',
  unlock: '图片密码由学校核对，手机里不存，丢了手机也不怕。现在没有网，等有网了再点。',
  ownConsent: '答应还是不答应，学校收到才算。现在没有网，还没有改，等有网了再点。',
  preferences: '这样设置要存到学校，换手机才一样。现在没有网，还没有换，等有网了再点。',
} as const;
export type NeedsNetwork = keyof typeof needsNetwork;

/** Why something failed, in a sentence: without a network, why this one needs it. */
export function whyNot(error: unknown, deed: NeedsNetwork): string {
  const { kind, message } = asApiError(error);
  return kind === 'offline' ? needsNetwork[deed] : message;
}
