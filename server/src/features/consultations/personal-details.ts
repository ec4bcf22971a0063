import type { PersonalDetail } from '#shared/consultations/vocabulary.js';

export type AnswerField = 'question' | 'text' | 'keywords';

/** Names that the school knows. */
export interface KnownNames {
  children: readonly string[];
  guardians: readonly string[];
}

/** Somebody of the staff as a text calls her. */
export interface Called {
  name: string;
  nicknames: readonly string[];
}

/** Something in a text that may lead to a person. */
export interface Detail {
  kind: PersonalDetail;
  field: AnswerField;
  /** As it stands in the text, at most some characters of it. */
  words: string;
  /** Nothing that a person could say makes it public. */
  barred: boolean;
}

const patterns: readonly { kind: PersonalDetail; form: RegExp; barred: boolean }[] = [
  // 18 digits of an identity card, the last may be an X; 15 digits of an old one.
  { kind: 'identity', form: /(?<!\d)(?:\d{17}[\dxX]|\d{15})(?!\d)/gu, barred: true },
  // Mobile numbers, also with blanks; land lines with an area code.
  { kind: 'phone', form: /(?<!\d)1[3-9](?:[\s-]?\d){9}(?!\d)/gu, barred: false },
  { kind: 'phone', form: /(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)/gu, barred: false },
  {
    kind: 'address',
    form: /[\p{Script=Han}\d]{1,12}(?:村|镇|乡|街道|路|街|巷|小区|栋|组)\s?[\d一二三四五六七八九十]{1,5}\s?(?:号|栋|单元|室|组|户)/gu,
    barred: false,
  },
];

/** Whether these characters are a word of the language as well: 高兴, 文静. Given by who has a dictionary. */
export type IsWord = (name: string) => boolean;

/**
 * Finds what in an answer may lead to a person: names of the school's children and guardians, numbers and addresses.
 * A full name is barred unless it is a word of the language as well; then, as with a given name alone, a person has to
 * look. Staff are found by the matcher of the issues, which knows how they are called.
 */
export function personalDetailsIn(
  fields: Readonly<Record<AnswerField, string>>,
  known: KnownNames,
  isWord: IsWord,
): Detail[] {
  return (Object.keys(fields) as AnswerField[]).flatMap((field) => {
    const text = fields[field].normalize('NFKC');
    const close = text.replace(/(?<=\p{Script=Han})[\s·.]+(?=\p{Script=Han})/gu, '');
    return [
      ...numbersIn(field, text),
      ...namesIn(field, close, 'child', known.children, isWord),
      ...namesIn(field, close, 'guardian', known.guardians, isWord),
    ];
  });
}

function numbersIn(field: AnswerField, text: string): Detail[] {
  return patterns.flatMap(({ kind, form, barred }) =>
    [...text.matchAll(form)].map(([words]) => ({ kind, field, words, barred })),
  );
}

function namesIn(
  field: AnswerField,
  text: string,
  kind: 'child' | 'guardian',
  names: readonly string[],
  isWord: IsWord,
): Detail[] {
  const details = new Map<string, Detail>();
  for (const name of new Set(names)) {
    if ([...name].length < 2) continue;
    if (text.includes(name)) details.set(name, { kind, field, words: name, barred: !isWord(name) });
  }
  for (const name of new Set(names)) {
    const given =
      [...name].length >= 3 && /^\p{Script=Han}+$/u.test(name) ? [...name].slice(-2).join('') : '';
    const isInside = [...details.keys()].some((whole) => whole.includes(given));
    if (given !== '' && !isInside && !isWord(given) && text.includes(given))
      details.set(given, { kind, field, words: given, barred: false });
  }
  return [...details.values()];
}

/** How a text calls somebody who was found in it: the words themselves where they stand there, else her surname. */
export function calledIn(text: string, { name, nicknames }: Called): string {
  const literal = [name, ...nicknames].find((one) => text.includes(one));
  if (literal !== undefined) return literal;
  const surname = [...name][0] ?? '';
  const at = text.indexOf(surname);
  return at < 0 ? name : [...text.slice(at)].slice(0, 3).join('');
}
