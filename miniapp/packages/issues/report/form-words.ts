import type { ServiceCodeKind } from '#shared/service-codes/vocabulary.js';

/** What the form says, by the code that opened it. */
export interface FormWords {
  title: string;
  speak: string;
  /** On the first of the simple screens. */
  ask: string;
  heading: string;
  placeholder: string;
  send: string;
}

const feedback: FormWords = {
  title: '说一件事',
  speak: '点一下，开始说',
  ask: '想说什么事？',
  heading: '也可以写几个字',
  placeholder: '比如：东楼楼梯的扶手松了',
  send: '告诉园里',
};

const words: Readonly<Record<ServiceCodeKind, FormWords>> = {
  feedback,
  consultation: {
    title: '问一问',
    speak: '点一下，开始问',
    ask: '想问什么？',
    heading: '也可以写下来问',
    placeholder: '想问什么就写什么，比如：下午几点接孩子',
    send: '问问园里',
  },
  // Whoever comes from the evaluation has given her stars there; here she tells what it is about.
  evaluation: feedback,
};

/** The words of the form; without a code it is the one for telling something. */
export const formWords = (kind: ServiceCodeKind | undefined): FormWords => (kind ? words[kind] : feedback);
