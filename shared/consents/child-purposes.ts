import type { ConsentLine } from './purposes.js';

/**
 * What fails today without a yes. Nothing named: nothing does it yet. Then nobody is asked, because a yes to what is not
 * there yet is a yes to nothing; a no is taken. Whoever builds it names it here, and families are asked from then on.
 */
export type GuardedUse = 'media' | 'health_fields' | 'statistics' | 'outside_speech' | 'village';

/** A version of what guardians are asked, in words that can be told face to face. */
export interface ChildPurposeText {
  lines: readonly ConsentLine[];
  /** What happens after a yes, and after a no. */
  yes: string;
  no: string;
}

/** What guardians decide for a child. Without a yes it is a no; a no costs nothing. */
export interface ChildPurpose extends ChildPurposeText {
  title: string;
  /** One short line below the title. */
  covers: string;
  guards: readonly GuardedUse[];
}

/**
 * What guardians with authority decide for a child, one by one. The words here are version 1 at every school; a school
 * publishes later versions of its own. Reports of harm, and what the law makes a school do at once, need no consent and
 * are said to need none.
 */
export const childPurposes = {
  photos_class: {
    title: '班里看孩子的照片',
    covers: '说孩子的事时拍的照片，给办事的人以外的老师看',
    guards: ['media'],
    lines: [
      { picture: 'send', words: '您说孩子的事时拍的照片，除了办这件事的人，班里的老师也能看到。' },
      { picture: 'shield', words: '孩子受伤害的事另走一条路，不用等谁同意，也不给班里看。' },
      { picture: 'again', words: '收回以后，一分钟里别人就看不到了。' },
    ],
    yes: '班里的老师看得到这些照片。',
    no: '只有您和办这件事的人看得到。事情照样办。',
  },
  photos_public: {
    title: '公开孩子的照片',
    covers: '墙上、公众号、宣传材料',
    guards: [],
    lines: [
      { picture: 'send', words: '有孩子的照片可以贴在墙上，发到园里的公众号。' },
      { picture: 'shield', words: '现在心桥里还没有公开照片的地方。以后有了，先看您这里怎么说。' },
      { picture: 'again', words: '随时可以收回。已经印出去的收不回来，园里会摘下墙上的。' },
    ],
    yes: '以后公开照片时，可以有您的孩子。',
    no: '公开的照片里不会有您的孩子。活动照样参加。',
  },
  voice_class: {
    title: '班里听孩子的声音',
    covers: '说孩子的事时录的音，给办事的人以外的老师听',
    guards: ['media'],
    lines: [
      { picture: 'mic', words: '您说孩子的事时录的音，除了办这件事的人，班里的老师也能听。' },
      { picture: 'shield', words: '孩子受伤害的事另走一条路，不用等谁同意，也不给班里听。' },
      { picture: 'again', words: '收回以后，一分钟里别人就听不到了。' },
    ],
    yes: '班里的老师听得到这些录音。',
    no: '只有您和办这件事的人听得到。事情照样办。',
  },
  health_data: {
    title: '孩子的健康情况',
    covers: '过敏、吃药、体检',
    guards: ['health_fields'],
    lines: [
      { picture: 'ok', words: '过敏、吃药、体检这些，园长、班主任和保健老师可以看，好照顾孩子。' },
      { picture: 'shield', words: '孩子有危险的时候，先救人、先报告，不等同意。' },
      { picture: 'again', words: '随时可以收回，收回以后老师就看不到。' },
    ],
    yes: '园长、班主任和保健老师看得到孩子的健康情况。',
    no: '老师看不到。孩子不舒服时，照样马上打电话给您。',
  },
  care_file: {
    title: '孩子的关爱档案',
    covers: '交给村里的儿童主任照应',
    guards: ['village'],
    lines: [
      { picture: 'send', words: '园里可以把孩子交给儿童主任照应。她看得到孩子是谁、在哪个班、家里有谁。' },
      { picture: 'shield', words: '健康、电话、住址和您说过的事，她看不到。她什么时候看过，您看得到。' },
      { picture: 'shield', words: '法律要求马上报告的事，不用同意也要报告。' },
      { picture: 'again', words: '随时可以收回，收回以后她就看不到。' },
    ],
    yes: '园里把孩子交给儿童主任以后，她看得到孩子是谁、家里有谁。',
    no: '儿童主任看不到孩子。老师照样照顾孩子。',
  },
  speech_outside: {
    title: '用外面的服务读孩子的事',
    covers: '点“读给我听”时，写着孩子的话要先送到微信',
    guards: ['outside_speech'],
    lines: [
      { picture: 'ear', words: '说您孩子的那些事，老师可以点“读给我听”。' },
      { picture: 'send', words: '要读的字先送到微信（腾讯公司），微信把它变成声音。' },
      { picture: 'shield', words: '孩子受伤害的事不送出去，也不读。' },
      { picture: 'again', words: '随时可以收回，收回以后就不送了。' },
    ],
    yes: '和孩子有关的字，老师也可以让手机读出来。',
    no: '老师和家里人都不能读出来。照样看得到，录音照样能听。',
  },
  statistics: {
    title: '算数的时候算上孩子',
    covers: '比如“班里有几个孩子爸妈在外面”',
    guards: ['statistics'],
    lines: [
      { picture: 'ok', words: '园里数一数有多少孩子要多照应，只看个数，没有名字。' },
      { picture: 'shield', words: '少于五个孩子的数不写出来，免得猜到是谁。' },
      { picture: 'again', words: '随时可以收回，下一次就不算进去。' },
    ],
    yes: '数个数的时候算上您的孩子。',
    no: '不算进去。该有的照顾一样不少。',
  },
} as const satisfies Record<string, ChildPurpose>;

export type ChildPurposeName = keyof typeof childPurposes;

/** Whether anything rests on a purpose today, so that there is something to say yes to. */
export function isInUse(purpose: ChildPurposeName): boolean {
  const guards: readonly GuardedUse[] = childPurposes[purpose].guards;
  return guards.length > 0;
}

/** Version of the words above; what schools publish counts on from here. */
export const firstVersion = 1;

/**
 * Where a child stands with a purpose. Only `given` opens anything. `disagreed`: one says yes and one says no, and the
 * stricter one wins until they agree · `not_yet`: nobody has said anything, or only to words that have changed since.
 */
export const childConsentStates = {
  given: '同意了',
  refused: '没有同意',
  disagreed: '家里意见不一样',
  not_yet: '还没有问到',
} as const;
export type ChildConsentState = keyof typeof childConsentStates;

/** How a decision came. */
export const consentChannels = { own_phone: '自己点的', face_to_face: '当面说的' } as const;
export type ConsentChannel = keyof typeof consentChannels;
