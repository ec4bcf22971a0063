import { issueWorkflow } from '#shared/issues/workflow.js';
import type { TimelineStep } from '#shared/platform/timeline.js';
import type { MediaView, VoiceView } from '#shared/media/contract.js';
import type { TimelineEntry } from '../../platform/timeline/timeline-reader.js';
import { nextSentence, upcomingPicture } from './tracking/next-sentence.js';
import type { Upcoming } from './tracking/next-sentence.js';
import { spokenDay, spokenTime } from './tracking/spoken-time.js';
import { sentenceOf, textOf } from './tracking/step-sentences.js';
import type { SentenceContext } from './tracking/step-sentences.js';

/** What the picture strip needs to know besides the events. */
export interface TimelineContext extends SentenceContext {
  upcoming: Upcoming;
  photos(entry: TimelineEntry): MediaView[];
  voice(entry: TimelineEntry): VoiceView | null;
}

/** The picture strip: each event as a step, and what is still to come. */
export function stepsOf(entries: readonly TimelineEntry[], context: TimelineContext): TimelineStep[] {
  const { upcoming } = context;
  const { now } = upcoming;
  const steps = entries.map((entry): TimelineStep => {
    const sentence = sentenceOf(entry, context);
    const { seq, name, at } = entry.event;
    const text = textOf(entry);
    const when = `${spokenDay(at, now)}${spokenTime(at)}`;
    // What was reported has a place of its own, above the strip.
    const first = name === 'submitted';
    const voice = first ? null : context.voice(entry);
    return {
      seq,
      event: name,
      state: 'done',
      ...sentence,
      at: at.toISOString(),
      by: null,
      spoken: `${when}，${spokenTitle(sentence)}。${text ?? ''}${voice ? `有${voice.seconds}秒录音。` : ''}`,
      text,
      photos: first ? [] : context.photos(entry),
      voice,
    };
  });
  const last = steps.at(-1);
  if (last) last.state = 'now';
  if (last && issueWorkflow.states[upcoming.issue.state].type === 'open') {
    const title = nextSentence(upcoming);
    steps.push({
      seq: last.seq + 1,
      event: 'next',
      picture: upcomingPicture(upcoming.issue.state),
      state: 'next',
      title,
      who: null,
      at: null,
      by: upcoming.due?.at ?? upcoming.silentAt?.toISOString() ?? null,
      spoken: title,
      text: null,
      photos: [],
      voice: null,
    });
  }
  return steps;
}

/** The title with the name of who did it, where the title does not say it already. */
function spokenTitle({ title, who }: { title: string; who: string | null }): string {
  return who === null || title.includes(who) ? title : `${who}把它${title}`;
}
