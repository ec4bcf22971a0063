import Taro from '@tarojs/taro';
import { asApiError } from '../../api/api-error.js';
import { leave, unbindActing } from '../../session/session-store.js';
import { toast } from '../../ui/toast.js';

/** What happens to undelivered work, to be said before somebody goes. */
function keptWords(undelivered: number): string {
  return undelivered > 0 ? `还有 ${undelivered} 条没送到，会锁在这部手机里，等您回来再发。` : '';
}

/** Asks, then ends the session; undelivered work stays, locked. */
export async function askAndLeave(undelivered: number) {
  const answer = await Taro.showModal({
    title: '要退出吗？',
    content: `${keptWords(undelivered)}退出以后，这部手机上就看不到您的事了。`,
    confirmText: '退出',
    cancelText: '不退',
  });
  if (answer.confirm) await leave();
}

/** Asks, then takes the person off this WeChat account; undelivered work stays, locked. */
export async function askAndUnbind(name: string, undelivered: number) {
  const answer = await Taro.showModal({
    title: '要解除绑定吗？',
    content: `${keptWords(undelivered)}这个微信以后不再是${name}，也收不到消息。要再用，得向老师要新的绑定码。`,
    confirmText: '解除',
    cancelText: '不解除',
  });
  if (!answer.confirm) return;
  try {
    await unbindActing();
  } catch (error) {
    toast(asApiError(error).message);
  }
}
