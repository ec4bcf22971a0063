import type { Overview } from '#shared/issues/insight.js';

export type AttentionKind = Overview['attention'][number]['kind'];

/** What waits for somebody: its name, and what is to be done about it. */
export const attentionWords: Readonly<Record<AttentionKind, { label: string; todo: string }>> = {
  unowned: { label: '没人接', todo: '还没有人办，请交给一位。' },
  overdue: { label: '晚了', todo: '过了说好的时间，请问一问办到哪里了。' },
  appealed: { label: '请换人再看', todo: '家长不同意答复，请换一位再看看。' },
  conflict: { label: '名字没定', todo: '说到的那位姓氏有好几个人，请定一下是谁。' },
  unheard: { label: '没人听过的录音', todo: '家长用录音说的，请听一听，记下来。' },
  unsorted: { label: '没分类', todo: '系统拿不准，请定一个类别。' },
  undelivered: { label: '没送到', todo: '微信没有送到的提醒，急的请打个电话。' },
};

/** Choices of the board's filter; what was not delivered has a page of its own. */
export const attentionChoices = (Object.keys(attentionWords) as AttentionKind[])
  .filter((kind) => kind !== 'undelivered')
  .map((kind) => ({ value: kind, label: attentionWords[kind].label }));
