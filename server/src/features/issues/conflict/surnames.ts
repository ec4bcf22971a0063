import { groupedBy, literally } from './name-hits.js';
import type { Bearer, NameHits } from './name-hits.js';
import {
  ADDRESS,
  BEFORE_NAME,
  CHILD_WORD,
  CONJUNCTIONS,
  EITHER,
  isKin,
  NOT_IN_NAME,
  OFFICE,
  officeRoles,
  SMALL_WORDS,
  THINGS,
  TOWARDS,
} from './name-words.js';

/** Finds what people say who know a surname only, or more of the name than they remember rightly. */
export function bySurname(hits: NameHits): void {
  for (const [surname, bearers] of groupedBy(hits.bearers, (one) => one.surname)) {
    if (!hits.text.includes(surname)) continue;
    withOffice(hits, surname, bearers);
    withNameOfNobody(hits, surname, bearers);
    hidden(hits, surname, bearers);
    bare(hits, surname, bearers);
    saidToBe(hits, surname, bearers);
  }
}

/** 王老师, 小王老师, 王副园长, 王家老师, 王姐. */
function withOffice(hits: NameHits, surname: string, bearers: readonly Bearer[]): void {
  const form = new RegExp(
    `([小老阿]?)${literally(surname)}家?(?:副(?=主任|园长|校长|院长))?(${ADDRESS})`,
    'g',
  );
  for (const match of hits.text.matchAll(form)) {
    const [whole, prefix = '', title = ''] = match;
    const start = match.index + prefix.length;
    const certainty = howSure(hits, surname, prefix, start, match.index + whole.length);
    if (certainty !== 'no') hits.add(holding(title, bearers), certainty === 'sure' && !isKin(title));
  }
}

type Certainty = 'sure' | 'perhaps' | 'no';

/** Whether a surname before an office is one: not in 班主任老师, 任何老师, 提高老师, and perhaps in 向老师. */
function howSure(
  { text, bounds }: NameHits,
  surname: string,
  prefix: string,
  start: number,
  end: number,
): Certainty {
  const before = text[start - 1] ?? '';
  if (before === '姓') return 'sure';
  const word = bounds.across(start, start, end);
  // 小马 and 老李 stand in the dictionary and are people all the same.
  if (word !== null && prefix + surname !== word) return EITHER.has(word) ? 'perhaps' : 'no';
  if (prefix !== '') return 'sure';
  if (CONJUNCTIONS.has(surname))
    return !/\p{Script=Han}/u.test(before) || BEFORE_NAME.has(before) ? 'perhaps' : 'no';
  if (surname === '向' && TOWARDS.test(text.slice(end))) return 'no';
  // 班 and 任 stand before offices without being anybody: 班主任, 任会计.
  if (surname === '班' && text.slice(start, end) === '班主任') return 'no';
  if (surname === '任' && !/(?:老师|阿姨|师傅)$/.test(text.slice(start, end))) return 'perhaps';
  return SMALL_WORDS.has(surname) ? 'perhaps' : 'sure';
}

/** Of several 王 the one who is 园长, where somebody is. */
function holding(title: string, bearers: readonly Bearer[]): readonly Bearer[] {
  const role = officeRoles.find(([office]) => office.test(title))?.[1];
  const holders = bearers.filter((one) => one.roles.some((held) => held.role === role));
  return holders.length > 0 ? holders : bearers;
}

/** 王建果老师 where the school has a 王建国: heard or remembered wrongly, so everybody of the surname may be meant. */
function withNameOfNobody(hits: NameHits, surname: string, bearers: readonly Bearer[]): void {
  const form = new RegExp(`(?=(${literally(surname)}(\\p{Script=Han}{1,2})${OFFICE}))`, 'gu');
  for (const match of hits.text.matchAll(form)) {
    const [, , middle = ''] = match;
    const start = match.index;
    const end = start + surname.length + middle.length;
    if (NOT_IN_NAME.test(middle) || new RegExp(`^家?${OFFICE}$`).test(middle)) continue;
    if (SMALL_WORDS.has(surname) || CONJUNCTIONS.has(surname) || hits.isTaken(start, end)) continue;
    if (hits.bounds.across(start, start, end) !== null) continue;
    const within = hits.bounds.around(start, end).find((word) => word.start === start);
    const isName =
      within !== undefined && (within.end === start + surname.length || within.tag.startsWith('nr'));
    if (isName) hits.add(bearers, false);
  }
}

/** 王某, 王某某老师, 王xx, 王**: a name that is hidden as the newspapers do. */
function hidden(hits: NameHits, surname: string, bearers: readonly Bearer[]): void {
  const form = new RegExp(`${literally(surname)}(?:某{1,2}|[x×*○〇]{1,3}|o{2})(${OFFICE}?)(?![a-z])`, 'g');
  for (const match of hits.text.matchAll(form)) {
    const [whole, title = ''] = match;
    const { index } = match;
    if (CHILD_WORD.test(hits.text.slice(index + whole.length))) continue;
    if (hits.bounds.across(index, index, index + surname.length) === null)
      hits.add(holding(title, bearers), title !== '');
  }
}

/** 小王, 老李, 阿陈 without an office may be a neighbour: a person decides. 小王子 and 老高兴了 are none. */
function bare(hits: NameHits, surname: string, bearers: readonly Bearer[]): void {
  const form = new RegExp(`([小老阿])${literally(surname)}(?!家?${ADDRESS})`, 'g');
  for (const match of hits.text.matchAll(form)) {
    const [whole, prefix = ''] = match;
    const end = match.index + whole.length;
    if ((prefix === '小' && THINGS.has(surname)) || SMALL_WORDS.has(surname) || CONJUNCTIONS.has(surname))
      continue;
    if (CHILD_WORD.test(hits.text.slice(end))) continue;
    const inWord =
      hits.bounds.across(end, match.index, end) ?? hits.bounds.across(match.index, match.index, end);
    if (inWord === null) hits.add(bearers, false);
  }
}

/** 那个姓王的, 老师姓王. */
function saidToBe(hits: NameHits, surname: string, bearers: readonly Bearer[]): void {
  const form = new RegExp(`(${OFFICE}[^,，。!！?？;；]{0,4})?姓${literally(surname)}(的?)(${OFFICE}?)`, 'g');
  for (const match of hits.text.matchAll(form)) {
    const [whole, office, , title = ''] = match;
    const end = match.index + whole.length;
    const after = hits.text.slice(end);
    if (CHILD_WORD.test(after) || hits.bounds.across(end, end - 1, end) !== null) continue;
    hits.add(holding(title, bearers), office !== undefined || title !== '');
  }
}
