import { partsOf, SURNAMES } from './name-characters.js';
import { groupedBy, literally } from './name-hits.js';
import type { NameHits } from './name-hits.js';
import { ADDRESS, AFTER_NAME, DEGREE, isKin } from './name-words.js';

const TITLE_NEXT = new RegExp(`^${ADDRESS}`);
const HAN = /\p{Script=Han}/u;

/** 王建国, longer names first: 王建 is not found inside of 王建国 where that is somebody, too. */
export function byFullName(hits: NameHits): void {
  const names = groupedBy(hits.bearers, (one) => (one.name.length >= 2 ? one.name : ''));
  const longestFirst = [...names].sort(([a], [b]) => b.length - a.length);
  for (const [name, bearers] of longestFirst) {
    for (const { index } of hits.text.matchAll(new RegExp(literally(name), 'g'))) {
      const end = index + name.length;
      if (hits.isTaken(index, end) || isWordOfTheLanguage(hits, index, end)) continue;
      hits.take(index, end);
      hits.add(bearers, isSurelyName(hits, index, end));
    }
  }
}

/** 很文静, 长江海边, mary inside of maryland: the letters of a name without being one. */
function isWordOfTheLanguage({ text, bounds }: NameHits, start: number, end: number): boolean {
  if (/\w/.test(text[start] ?? '')) return /\w/.test(text[start - 1] ?? '') || /\w/.test(text[end] ?? '');
  if (end - start > 2 || TITLE_NEXT.test(text.slice(end))) return false;
  const isWord = bounds.exactly(start, end) !== null;
  if (isWord && DEGREE.has(text[start - 1] ?? '')) return true;
  if (bounds.across(start, start, end) !== null && bounds.across(end, start, end) !== null) return true;
  return bounds.around(start, end).some((word) => word.start <= start && end <= word.end && !isWord);
}

function isSurelyName({ text, bounds }: NameHits, start: number, end: number): boolean {
  if (end - start > 2 || TITLE_NEXT.test(text.slice(end)) || !HAN.test(text[start] ?? '')) return true;
  const word = bounds.exactly(start, end);
  if (word && !word.tag.startsWith('nr')) return false;
  const next = text[end] ?? '';
  return bounds.across(end, start, end) === null && (!HAN.test(next) || AFTER_NAME.has(next));
}

/** 豆豆老师, 老李头: what the school has written down itself. */
export function byNickname(hits: NameHits): void {
  const owners = new Map<string, typeof hits.bearers>();
  for (const bearer of hits.bearers)
    for (const nickname of bearer.nicknames)
      if (nickname.length >= 2) owners.set(nickname, [...(owners.get(nickname) ?? []), bearer]);
  for (const [nickname, bearers] of owners) {
    for (const { index } of hits.text.matchAll(new RegExp(literally(nickname), 'g'))) {
      const end = index + nickname.length;
      const word = hits.bounds.exactly(index, end);
      const isThing = word !== null && !word.tag.startsWith('nr') && !TITLE_NEXT.test(hits.text.slice(end));
      hits.add(bearers, !isThing);
    }
  }
}

/** 建国老师, 秀兰姐; of two-character names 丽丽老师 and 小丽老师. */
export function byGivenName(hits: NameHits): void {
  for (const [given, bearers] of groupedBy(hits.bearers, (one) => one.given)) {
    const form = given.length > 1 ? literally(given) : `(?:${literally(given)}|小|阿)?${literally(given)}`;
    for (const match of hits.text.matchAll(new RegExp(`(${form})(${ADDRESS})`, 'g'))) {
      const { index } = match;
      const [, called = '', title = ''] = match;
      const end = index + called.length;
      const ofFullName = bearers.some((one) => hits.isTaken(index - one.surname.length, end));
      if (ofFullName || hits.isTaken(index, end)) continue;
      if (hits.bounds.across(index, index, end) !== null && called.length === 1) continue;
      hits.add(bearers, !isKin(title) && called.length > 1 && !hasOtherSurname(hits, index));
    }
  }
}

/** 李建国老师 where the school knows a 王建国: somebody else, or a slip of the tongue. */
function hasOtherSurname({ text, bounds }: NameHits, index: number): boolean {
  const before = text[index - 1] ?? '';
  return SURNAMES.has(partsOf(before).surname) && bounds.across(index - 1, index - 1, index) === null;
}
