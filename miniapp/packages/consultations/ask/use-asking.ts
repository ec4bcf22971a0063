import { useEffect, useState } from 'react';
import { answerLimits, type ConsultationTopic } from '#shared/consultations/vocabulary.js';
import type { OfferedAnswer } from '#shared/consultations/contract.js';
import { askAgain, seenAnswers, settle, useAnswers, type Door } from '../../../api/answers.js';
import type { Recording } from '../../../platform/recorder.js';
import { useOnline } from '../../../ui/use-online.js';

/** A pause in writing after which it is worth looking (ms). */
const pause = 500;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Without a network: what was seen here, by topic, or by two neighbouring characters of what is written. */
function seenFor(door: Door | null, text: string, topic: ConsultationTopic | null): OfferedAnswer[] {
  if (door === null) return [];
  const seen = seenAnswers(door);
  if (topic !== null) return seen.filter((one) => one.topic === topic);
  const letters = [...text];
  const pieces = letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
  return text === '' ? [] : seen.filter(({ question }) => pieces.some((piece) => question.includes(piece)));
}

/** One asking: what is typed, spoken or tapped, what is offered for it, and how it ends. */
export function useAsking(door: Door | null) {
  const online = useOnline();
  const [text, setText] = useState('');
  const [topic, setTopic] = useState<ConsultationTopic | null>(null);
  const [voice, setVoice] = useState<Recording | null>(null);
  const [settled, setSettled] = useState<OfferedAnswer | null>(null);
  const words = [...(useSettled(text).trim() || (voice?.hint ?? ''))].slice(0, answerLimits.asked).join('');
  const query = useAnswers(door, { text: words, topic });
  const asks = words !== '' || topic !== null;
  const offline = !online && !query.isSuccess;
  const topics = offline
    ? [...new Set(door ? seenAnswers(door).map((one) => one.topic) : [])]
    : query.data?.topics;
  const items = !asks ? [] : offline ? seenFor(door, words, topic) : (query.data?.items ?? []);
  return {
    text,
    setText,
    topic,
    setTopic,
    voice,
    setVoice,
    /** Something was said by which an answer can be looked for. */
    asks,
    items,
    topics: topics ?? [],
    looking: asks && query.isFetching,
    settled,
    /** That was it: counted, and the asking ends here. */
    pick: (answer: OfferedAnswer) => {
      setSettled(answer);
      void settle(answer.token);
    },
    again: () => {
      if (door) askAgain(door);
      setText('');
      setTopic(null);
      setVoice(null);
      setSettled(null);
    },
  };
}
