import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import { gramsOf } from '../../platform/search/search-index.js';
import { sayings, topicCues } from './sayings.js';

/** An answer, as far as it is compared with what somebody asks. */
export interface Candidate {
  id: number;
  question: string;
  keywords: readonly string[];
  text: string;
  topic: ConsultationTopic;
  placeId: number | null;
}

export interface Asking {
  text: string;
  /** The picture that was tapped. */
  topic: ConsultationTopic | null;
  /** Where the code hangs. */
  placeId: number | null;
}

/** How much a shared piece counts, by where in the answer it stands. */
const weight = { asked: 3, said: 1, saying: 4.5, character: 0.7, topic: 2, place: 1.5 };
/** Less than this is chance: one common piece somewhere in the middle of an answer. */
const least = 3;

/** What every question is full of, and says nothing about. The longest first, or a part of it would stay behind. */
const emptyWords =
  /请问一下|请问|想问一下|想问|问一下|什么时候|为什么|怎么办|怎么样|怎么|怎样|什么|可不可以|可以|能不能|行不行|要不要|需不需要|有没有|是不是|我们家|咱们|我们|我家|你们|您们|孩子|小孩|娃娃|娃儿|宝宝|小朋友|孙子|孙女|老师|学校|幼儿园|园里|园方|校里|家长|谢谢|您好|你好|一下|这个|那个|现在|如果|要是|的话|[吗呢啊呀吧嘛了的地得我你您他她咱们]/g;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Numbers of the groups of sayings that a text touches. */
function sayingsIn(text: string): Set<number> {
  const told = plain(text);
  return new Set(sayings.flatMap((group, at) => (group.some((one) => told.includes(one)) ? [at] : [])));
}

/** The pieces of a text that tell what it is about: neighbouring characters without the empty words between. */
const piecesOf = (text: string): Set<string> =>
  new Set(gramsOf(plain(text).replace(emptyWords, ' ')).filter((piece) => [...piece].length > 1));

/** The same by single characters: 药, 饭 and 钱 tell what it is about where no two neighbours are shared. */
const charactersOf = (text: string): Set<string> =>
  new Set(
    plain(text)
      .replace(emptyWords, ' ')
      .match(/\p{Script=Han}/gu) ?? [],
  );

/** What to look for in the index: the words themselves, and what else people call the same. */
export function lookedFor(text: string): string {
  const others = [...sayingsIn(text)].flatMap((at) => sayings[at] ?? []);
  return [plain(text).replace(emptyWords, ' '), ...others, ...charactersOf(text)].join(' ');
}

/** The topic that words speak of most; null where they speak of none. */
export function topicHeard(text: string): ConsultationTopic | null {
  const told = plain(text);
  const heard = Object.entries(topicCues).map(([topic, cues]) => ({
    topic: topic as ConsultationTopic,
    hits: cues.filter((cue) => told.includes(cue)).length,
  }));
  const best = heard.reduce((a, b) => (b.hits > a.hits ? b : a));
  return best.hits > 0 ? best.topic : null;
}

/** An answer, read for comparing. */
interface Read {
  one: Candidate;
  /** Pieces of its question and of the other ways to ask it. */
  asked: Set<string>;
  characters: Set<string>;
  /** Pieces of the answer itself. */
  said: Set<string>;
  sayings: Set<number>;
}

function readAnswer(one: Candidate): Read {
  const asked = [one.question, ...one.keywords].join('\n');
  return {
    one,
    asked: piecesOf(asked),
    characters: charactersOf(asked),
    said: piecesOf(one.text),
    sayings: sayingsIn(asked),
  };
}

/** What a question shares with an answer, each kind weighed by how few answers have it (inverse document frequency). */
function contentOf(
  asking: string,
  answers: readonly Read[],
): (answer: Read) => { near: number; far: number } {
  const rarity = (has: (answer: Read) => boolean): number =>
    Math.log(1 + answers.length / Math.max(1, answers.filter(has).length));
  const weighed = <T>(wanted: Iterable<T>, has: (answer: Read, one: T) => boolean): [T, number][] =>
    [...wanted].map((one) => [one, rarity((answer) => has(answer, one))]);
  const pieces = weighed(piecesOf(asking), ({ asked, said }, one) => asked.has(one) || said.has(one));
  const groups = weighed(sayingsIn(asking), ({ sayings: own }, one) => own.has(one));
  const letters = weighed(charactersOf(asking), ({ characters }, one) => characters.has(one));
  const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);
  return ({ asked, said, characters, sayings: own }) => ({
    near: sum([
      ...pieces.map(
        ([one, rare]) => rare * (asked.has(one) ? weight.asked : said.has(one) ? weight.said : 0),
      ),
      ...groups.map(([one, rare]) => (own.has(one) ? rare * weight.saying : 0)),
    ]),
    far: sum(letters.map(([one, rare]) => (characters.has(one) ? rare * weight.character : 0))),
  });
}

/**
 * The answers that may be meant, best first: by what they share with the question, then by topic and place. An answer
 * that shares no content is left out; single characters are content only within the topic that the words speak of.
 * Without words all answers of the topic are in, or all there are.
 */
export function rankAnswers(
  { text, topic, placeId }: Asking,
  candidates: readonly Candidate[],
): { id: number; score: number }[] {
  const answers = candidates.map(readAnswer);
  const content = contentOf(text, answers);
  const about = topic ?? topicHeard(text);
  const isSilent = text.trim() === '';
  return answers
    .flatMap((answer) => {
      const { id, topic: its, placeId: where } = answer.one;
      const { near, far } = content(answer);
      const isAbout = its === about;
      const counts = isSilent ? isAbout || topic === null : near >= least || (isAbout && far > 0);
      const around =
        (isAbout ? weight.topic : 0) + (placeId !== null && placeId === where ? weight.place : 0);
      return counts ? [{ id, score: near + far + around }] : [];
    })
    .sort((a, b) => b.score - a.score || a.id - b.id);
}
