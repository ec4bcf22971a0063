import type { IssueAbilities } from '#shared/issues/contract.js';
import type { IssueAction } from '#shared/issues/workflow.js';
import type { ButtonProps } from '../../../ui/button.js';
import type { IconName } from '../../../ui/icon.js';

/** Steps of an issue that are done on the phone with words and photos. Diverting and declining have forms of their own. */
export type StepAction = Extract<keyof IssueAbilities, IssueAction> & keyof typeof stepActions;

export interface StepForm {
  /** On the button. */
  word: string;
  icon: IconName;
  kind: NonNullable<ButtonProps['kind']>;
  /** Title of the sheet. */
  title: string;
  placeholder: string;
  /** How the step is named in the list of undelivered work. */
  done: string;
  /** Words are wanted; what is spoken will do as well. */
  needsText: boolean;
  photos: boolean;
  /** Whether it can be said instead of written. */
  speaks: boolean;
}

/** Words of every step, in the order of the buttons. */
export const stepActions = {
  resolve: {
    word: '办好了',
    icon: 'ok',
    kind: 'main',
    title: '办好了',
    placeholder: '做了什么？比如：扶手换了新的，摇过了，很稳',
    done: '办好了',
    needsText: true,
    photos: true,
    speaks: true,
  },
  answer: {
    word: '回一句话',
    icon: 'reply',
    kind: 'ghost',
    title: '回一句话',
    placeholder: '说说办到哪了，什么时候能好',
    done: '回一句话',
    needsText: true,
    photos: true,
    speaks: true,
  },
  ask: {
    word: '问一问',
    icon: 'question',
    kind: 'ghost',
    title: '问一问家里',
    placeholder: '想问什么？比如：是二楼还是三楼的扶手',
    done: '问一问',
    needsText: true,
    photos: false,
    speaks: true,
  },
  reply: {
    word: '回话',
    icon: 'reply',
    kind: 'main',
    title: '回话',
    placeholder: '把老师问的说给他听',
    done: '回话',
    needsText: true,
    photos: true,
    speaks: true,
  },
  confirm: {
    word: '修好了',
    icon: 'ok',
    kind: 'ok',
    title: '修好了，谢谢您',
    placeholder: '想说句话就写，不写也行',
    done: '修好了',
    needsText: false,
    photos: false,
    speaks: true,
  },
  reject: {
    word: '没修好',
    icon: 'again',
    kind: 'bad',
    title: '没修好，让他们再办',
    placeholder: '哪里还不对？不写也行',
    done: '没修好',
    needsText: false,
    photos: true,
    speaks: true,
  },
  agree: {
    word: '知道了，接受',
    icon: 'ok',
    kind: 'main',
    title: '知道了，接受',
    placeholder: '想说句话就写，不写也行',
    done: '接受答复',
    needsText: false,
    photos: false,
    speaks: true,
  },
  appeal: {
    word: '换个人再看看',
    icon: 'again',
    kind: 'ghost',
    title: '换个人再看看',
    placeholder: '哪里没说到？不写也行',
    done: '换个人再看看',
    needsText: false,
    photos: true,
    speaks: true,
  },
  transcribe: {
    word: '写下大意',
    icon: 'pen',
    kind: 'ghost',
    title: '听完了，写下大意',
    placeholder: '按她的意思写，几句就行。录音才是准的。',
    done: '写下大意',
    needsText: true,
    photos: false,
    speaks: false,
  },
} as const satisfies Record<string, StepForm>;

/** Steps after which the family waits for news: the same tap asks whether one message may be sent. */
export const asksForNews: readonly string[] = ['reject', 'reply', 'appeal'];

/** Steps that staff take, in the order of their buttons. */
export const staffSteps = ['resolve', 'answer', 'ask', 'transcribe'] as const;
