import { tagWords } from './segmenter.js';
import { simplify } from './traditional.js';

/** A text made comparable, with the way back: `starts[i]`/`ends[i]` are offsets of character i in the original. */
export interface NormalisedText {
  text: string;
  starts: number[];
  ends: number[];
}

const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
);
const TITLE = /(?:班主任|老师|园长|校长|主任|保健医|医生|阿姨|师傅|同学|小朋友)/g;
/** The dictionary takes these for names, too. */
const NOT_NAMES = new Set(['谢谢', '多谢', '高中', '方才']);
const NAME_CONTEXT = 6;
const MEANINGFUL = /[\p{L}\p{N}]/u;
const HAN_ONLY = /^[\u4e00-\u9fff]+$/;
const BLANK = ' ';
const DIGITS = '0';

/**
 * Makes a text comparable: NFKC, lower case, simplified characters, every run of digits one `0` (so that no phone
 * number or date becomes a feature), every run of anything else that is neither letter nor digit one blank, and
 * names before a title ("李小红老师" → "老师") left out, because the model must not learn persons.
 * Work and memory are linear in the length of the text.
 */
export function normaliseText(raw: string): NormalisedText {
  return withoutNames(foldCharacters(raw));
}

function foldCharacters(raw: string): NormalisedText {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const original of raw) {
    const end = at + original.length;
    for (const folded of foldOne(original)) {
      const repeats = (folded === BLANK || folded === DIGITS) && folded === pieces[pieces.length - 1];
      if (repeats) {
        ends[ends.length - 1] = end;
      } else if (folded !== BLANK || pieces.length > 0) {
        for (let unit = 0; unit < folded.length; unit++) {
          pieces.push(folded.charAt(unit));
          starts.push(at);
          ends.push(end);
        }
      }
    }
    at = end;
  }
  return { text: pieces.join(''), starts, ends };
}

function foldOne(original: string): string[] {
  if (original >= '\u4e00' && original <= '\u9fff') return [simplify(original)];
  return [...original.normalize('NFKC').toLowerCase()].map((character) => {
    if (/\p{N}/u.test(character)) return DIGITS;
    return MEANINGFUL.test(character) ? simplify(character) : BLANK;
  });
}

function withoutNames(folded: NormalisedText): NormalisedText {
  const dropped = new Set<number>();
  for (const match of folded.text.matchAll(TITLE)) {
    const length = nameLengthBefore(folded.text, match.index);
    for (let back = 1; back <= length; back++) dropped.add(match.index - back);
  }
  if (dropped.size === 0) return folded;
  const keep = (_: unknown, position: number): boolean => !dropped.has(position);
  return {
    text: folded.text.split('').filter(keep).join(''),
    starts: folded.starts.filter(keep),
    ends: folded.ends.filter(keep),
  };
}

/**
 * How many characters right before `end` are a person's name. Looks at a few characters of context, so that
 * "一段时间老师" does not lose a teacher called Duan.
 */
function nameLengthBefore(text: string, end: number): number {
  const context = tagWords(text.slice(Math.max(end - NAME_CONTEXT, 0), end));
  const last = context.at(-1);
  if (last === undefined || NOT_NAMES.has(last.word)) return 0;
  const { word, tag } = last;
  if (SURNAMES.has(word)) return 1;
  const before = context.at(-2)?.word ?? '';
  if (SURNAMES.has(before) && word.length <= 2 && HAN_ONLY.test(word)) return before.length + word.length;
  if (/^[小老]/.test(word) && word.length === 2 && SURNAMES.has(word.charAt(1))) return 2;
  const named = tag.startsWith('nr') || (tag === 'x' && word.length <= 3 && HAN_ONLY.test(word));
  return named && SURNAMES.has(word.charAt(0)) ? word.length : 0;
}
