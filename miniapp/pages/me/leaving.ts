import { asApiError } from '../../api/api-error.js';
import { whyNot } from '../../api/needs-network.js';
import { open, pages } from '../../platform/navigation.js';
import { leave, unbindActing } from '../../session/session-store.js';
import type { Question } from '../../ui/confirm-sheet.js';
import { toast } from '../../ui/toast.js';

/** What happens to undelivered work, to be said before somebody goes. */
function keptWords(undelivered: number): string {
  return undelivered > 0 ? `还有 ${undelivered} 条没送到，会锁在这部手机里，等您回来再发。` : '';
}

async function unbindOrSayWhy() {
  try {
    await unbindActing();
  } catch (error) {
    toast(whyNot(error, 'leaveBinding'));
    if (asApiError(error).code === 'pin_needed') open(pages.picturePin);
  }
}

/** Before ending the session. */
export function leavingQuestion(undelivered: number): Question {
  return {
    title: '要退出吗？',
    words: `${keptWords(undelivered)}退出以后，这部手机上就看不到您的事了。`,
    yes: '退出',
    no: '不退',
    onYes: () => void leave(),
  };
}

/** Before taking the person off this WeChat account. */
export function unbindingQuestion(name: string, undelivered: number): Question {
  return {
    title: '要解除绑定吗？',
    words: `${keptWords(undelivered)}这个微信以后不再是${name}，也收不到消息。要再用，得向老师要新的绑定码。`,
    yes: '解除绑定',
    no: '不解除',
    onYes: () => void unbindOrSayWhy(),
  };
}
