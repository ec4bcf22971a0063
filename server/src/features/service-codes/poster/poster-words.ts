import type { SchoolKind } from '#shared/people/vocabulary.js';
import type { ServiceCodeKind } from '#shared/service-codes/vocabulary.js';

/** Line drawings of our own, on a field of 24 × 24. */
export const drawings = {
  scan: 'M8 2.500h8A1.500 1.500 0 0 1 17.500 4v16a1.500 1.500 0 0 1 -1.500 1.500h-8A1.500 1.500 0 0 1 6.500 20v-16A1.500 1.500 0 0 1 8 2.500z M9.500 7h2v2h-2z M13.500 7h1.500v2 M9.500 11.500h1.500v1.500 M13 12h2v2.500h-2z M9.500 15h1.500 M11 18.800h2',
  say: 'M3 4.500h13v9h-7l-4 3.500v-3.500h-2z M6 7.800h7 M6 10.500h4.500 M12.500 17.300l1.200 -1.500h2.600l1.200 1.500h2.500v5h-9v-5z M16.300 19.700h.01',
  follow:
    'M12 21A9 9 0 1 0 12 3A9 9 0 0 0 12 21z M8.800 9.800h.01 M15.200 9.800h.01 M8 14.200C10 16.700 14 16.700 16 14.200',
  place:
    'M12 21.500C8 17 5.500 13.500 5.500 9.800A6.500 6.500 0 0 1 18.500 9.800C18.500 13.500 16 17 12 21.500z M12 12A2.300 2.300 0 1 0 12 7.400A2.300 2.300 0 0 0 12 12z',
  sealed:
    'M6.500 10.500h11a1.500 1.500 0 0 1 1.500 1.500v7a1.500 1.500 0 0 1 -1.500 1.500h-11A1.500 1.500 0 0 1 5 19v-7A1.500 1.500 0 0 1 6.500 10.500z M8 10.500v-3A4 4 0 0 1 16 7.500v3 M12 14.500v2.500',
  helper:
    'M9 11A3.500 3.500 0 1 0 9 4A3.500 3.500 0 0 0 9 11z M2.500 20C2.800 16.200 5.300 14 9 14C12.700 14 15.200 16.200 15.500 20 M17 6.500h4.500v4.500h-2.200l-2 1.800v-1.800',
} as const;
export type DrawingName = keyof typeof drawings;

export interface Step {
  drawing: DrawingName;
  title: string;
  words: string;
}

export interface KindWords {
  /** In the largest letters on the wall. */
  calling: string;
  about: string;
  steps: readonly [Step, Step, Step];
  /** Ground of the band, and the same very light. */
  colour: string;
  tint: string;
}

const scan: Step = { drawing: 'scan', title: '扫一扫', words: '打开微信，对准码' };

export const kindWords: Readonly<Record<ServiceCodeKind, KindWords>> = {
  consultation: {
    calling: '有问题想问',
    about: '接送、吃饭、请假、手续……问一声就好',
    steps: [
      scan,
      { drawing: 'say', title: '问一句', words: '说话、打字都行' },
      { drawing: 'follow', title: '等回音', words: '弄明白了，您说了算' },
    ],
    colour: '#1f6f6b',
    tint: '#e2f0ee',
  },
  feedback: {
    calling: '有事告诉我们',
    about: '东西坏了、饭菜、安全，哪里不好都可以说',
    steps: [
      scan,
      { drawing: 'say', title: '说一说', words: '说话、打字或拍照' },
      { drawing: 'follow', title: '跟到底', words: '好没好，您说了算' },
    ],
    colour: '#b84a14',
    tint: '#fbe9dd',
  },
  evaluation: {
    calling: '您觉得怎么样',
    about: '事情办得好不好，请您说一句。评事不评人',
    steps: [
      scan,
      { drawing: 'say', title: '说感受', words: '好的、不好的都要听' },
      { drawing: 'follow', title: '看改进', words: '改没改好，您说了算' },
    ],
    colour: '#7d5200',
    tint: '#fbf0d5',
  },
};

/** That a name need not be said, and what that means. */
export function sealedSentence(kind: SchoolKind): string {
  const head = kind === 'kindergarten' ? '园长' : '校长';
  return `不想说名字也可以：选“不说名字”，老师和${head}都看不到是谁说的。`;
}

/** For who has no phone or does not scan. */
export const helpSentence = '不会用手机？告诉门口老师，请她替您说。';

/** As wide as a character. */
export const gap = '\u3000';

export const ink = { dark: '#2b2a27', soft: '#635e55', line: '#d9cdbb', paper: '#fffdf9' } as const;
