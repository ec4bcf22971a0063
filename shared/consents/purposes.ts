/** Drawings that a line may have. */
export const linePictures = ['ear', 'mic', 'send', 'shield', 'ok', 'again'] as const;

/** One line of what is agreed to: a drawing and a few words that can be told face to face. */
export interface ConsentLine {
  picture: (typeof linePictures)[number];
  words: string;
}

/** What somebody is asked to agree to. A new version of the words asks everybody again. */
export interface ConsentPurpose {
  version: number;
  title: string;
  /** Who outside gets something, by the name that families know. */
  recipient: string;
  lines: readonly ConsentLine[];
}

/**
 * What a person may agree to for herself, one by one, each in plain words. Saying no costs nothing; taking back works
 * at once. What guardians decide for a child has purposes of its own.
 */
export const consentPurposes = {
  speech_out: {
    version: 1,
    title: '读给我听',
    recipient: '微信同声传译（腾讯公司）',
    lines: [
      { picture: 'ear', words: '点一下喇叭，手机把字读给您听。' },
      { picture: 'send', words: '要读的字先送到微信，微信把它变成声音。' },
      { picture: 'shield', words: '孩子受伤害的事不送出去，也不读。' },
      { picture: 'ok', words: '不答应也行：字照样看，录音照样听。' },
      { picture: 'again', words: '以后想改，随时在“我的”里改。' },
    ],
  },
  speech_in: {
    version: 1,
    title: '听我说，帮我写',
    recipient: '微信同声传译（腾讯公司）',
    lines: [
      { picture: 'mic', words: '您说话的时候，手机帮您写成字。' },
      { picture: 'send', words: '您的声音先送到微信，微信把它变成字。' },
      { picture: 'ok', words: '不答应也行：录音照样录，照样送到园里。' },
      { picture: 'again', words: '以后想改，随时在“我的”里改。' },
    ],
  },
} as const satisfies Record<string, ConsentPurpose>;

export type PersonalPurpose = keyof typeof consentPurposes;

/** withdrawn: she had agreed and took it back. */
export type ConsentDecision = 'given' | 'refused' | 'withdrawn';
