import type { MessageData } from './wechat.port.js';

/** A field that WeChat would refuse with 47003. `rule` says in English what it must be. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
}

interface FieldRule {
  readonly rule: string;
  readonly accepts: (value: string) => boolean;
}

const CLOCK_TIME = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`;
const CALENDAR_DATE = String.raw`(\d{4}年\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日|\d{4}(?<mark>[-/.])\d{1,2}(\k<mark>\d{1,2})?|\d{1,2}[-/.]\d{1,2})`;
const HAN = /\p{Script=Han}/u;
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** Characters as a reader counts them: a rare name such as 𬱖 is one, not two. */
function lengthOf(value: string): number {
  return [...value].length;
}

function matching(rule: string, pattern: RegExp): FieldRule {
  return { rule, accepts: (value) => pattern.test(value) };
}

/** "a" or "a~b", each a value of the given kind. */
function rangeOf(rule: string, one: (value: string) => boolean): FieldRule {
  return {
    rule,
    accepts: (value) => {
      const ends = value.split('~');
      return ends.length <= 2 && ends.every((end) => one(end.trim()));
    },
  };
}

const timePattern = new RegExp(String.raw`^(\d{4}年\d{1,2}月\d{1,2}日 ?)?` + `${CLOCK_TIME}$`);
const datePattern = new RegExp(`^${CALENDAR_DATE}( ?${CLOCK_TIME})?$`);

function isName(value: string): boolean {
  if (CONTROL.test(value) || /\p{Nd}/u.test(value)) return false;
  return lengthOf(value) <= (HAN.test(value) ? 10 : 20);
}

/** The limits WeChat documents for the fields of subscribe and template messages, by type. */
const RULES: Readonly<Record<string, FieldRule>> = {
  thing: {
    rule: 'at most 20 characters, one line',
    accepts: (value) => lengthOf(value) <= 20 && !CONTROL.test(value),
  },
  short_thing: {
    rule: 'at most 5 characters, one line',
    accepts: (value) => lengthOf(value) <= 5 && !CONTROL.test(value),
  },
  number: {
    rule: 'a number of at most 32 digits',
    accepts: (value) => /^-?\d+(\.\d+)?$/.test(value) && value.replace(/\D/g, '').length <= 32,
  },
  letter: matching('at most 32 Latin letters', /^[A-Za-z]{1,32}$/),
  symbol: matching('at most 5 symbols', /^[^\p{L}\p{N}\p{Cc}\p{Cs}\s]{1,5}$/u),
  character_string: matching('at most 32 digits, letters or symbols, no Chinese', /^[\x20-\x7e]{1,32}$/),
  time: rangeOf('a time such as 15:01 or 2026年11月1日 15:01', (value) => timePattern.test(value)),
  date: rangeOf('a date such as 2026年11月1日, with a time if wanted', (value) => datePattern.test(value)),
  amount: matching('an amount of at most 10 digits', /^[\p{Sc}]?\d{1,10}(\.\d+)?元?$/u),
  phone_number: matching('at most 17 digits and symbols', /^[\d+\-() ]{1,17}$/),
  car_number: matching('a number plate', /^[\p{Script=Han}A-Za-z0-9]{1,8}$/u),
  name: { rule: 'at most 10 Chinese or 20 Latin characters, no digits', accepts: isName },
  phrase: matching('at most 5 Chinese characters', /^\p{Script=Han}{1,5}$/u),
};

/** `thing12` → `thing`. */
function typeOf(field: string): string {
  return field.replace(/\d+$/, '');
}

/**
 * Checks every field by the rule of its type, so that 47003 is met here and not at WeChat. An empty value is an error
 * for every type; a type without a documented limit (`const`, `enum`) is only asked not to be empty.
 */
export function findFieldProblems(data: MessageData): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const [field, value] of Object.entries(data)) {
    const rule = RULES[typeOf(field)];
    if (value.trim() === '') problems.push({ field, rule: 'must not be empty' });
    else if (rule !== undefined && !rule.accepts(value)) problems.push({ field, rule: rule.rule });
  }
  return problems;
}

/**
 * Makes a `thing` of any text: control characters and line breaks become one space, what is longer than `limit`
 * characters is cut between characters and ends in "…". The result is empty only if the text has nothing visible;
 * the caller then chooses other words.
 */
export function toThing(text: string, limit = 20): string {
  const oneLine = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim();
  const characters = [...oneLine];
  if (characters.length <= limit) return oneLine;
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant as the value of a `time` or `date` field, in the time of Shanghai: `2026年11月1日 15:01`. */
export function toTimeField(instant: Date): string {
  const part = Object.fromEntries(shanghai.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${part['year']}年${part['month']}月${part['day']}日 ${part['hour']}:${part['minute']}`;
}
