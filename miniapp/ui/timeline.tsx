import { Text, View } from '@tarojs/components';
import type { TimelineStep } from '#shared/platform/timeline.js';
import { spoken } from '../platform/a11y.js';
import { mediaAddress } from '../api/media-address.js';
import { aloud } from './aloud.js';
import { Icon, type IconName } from './icon.js';
import { Photos } from './photos.js';
import { VoiceLine } from './voice-line.js';
import { sayWhen } from './when.js';

const drawings: Readonly<Record<TimelineStep['picture'], IconName>> = {
  said: 'chat',
  sorted: 'tag',
  handed: 'hand',
  working: 'tool',
  asked: 'question',
  answered: 'reply',
  fixed: 'ok',
  verdict: 'smile',
  again: 'again',
  ended: 'flag',
  heard: 'ear',
  together: 'people',
  declined: 'no',
  late: 'clock',
};

/** The drawing of a step. */
export const stepDrawing = ({ picture }: Pick<TimelineStep, 'picture'>): IconName => drawings[picture];

function secondLine(step: TimelineStep, now: number): string {
  const when = step.at ? sayWhen(Date.parse(step.at), now) : null;
  // Most titles name who did it.
  const who = step.who !== null && !step.title.includes(step.who) ? step.who : null;
  return [when, who].filter(Boolean).join(' · ');
}

/** The whole step for ears: the server's sentence, and what only the screen knows. */
export function sentenceOf(step: TimelineStep): string {
  return aloud(step.spoken, step.photos.length > 0 ? `有${step.photos.length}张照片` : '');
}

function Step({ step, last, now }: { step: TimelineStep; last: boolean; now: number }) {
  const line = secondLine(step, now);
  const coming = step.state === 'next';
  const title = coming && !step.title.startsWith('接下来') ? `接下来：${step.title}` : step.title;
  return (
    <View
      id={`step-${step.seq}`}
      className={`x-step x-step--${step.state}${last ? ' x-step--last' : ''}`}
      {...spoken({ role: 'listitem' })}
    >
      {last ? null : <View className="x-step__line" />}
      <View className="x-step__dot" {...spoken({ hidden: true })}>
        <Icon name={stepDrawing(step)} size="l" />
      </View>
      <View className="x-step__words">
        <View {...spoken({ role: 'img', label: sentenceOf(step) })}>
          <Text className={coming ? 'x-text x-muted' : 'x-text x-strong'}>{title}</Text>
          {line ? <Text className="x-text x-muted">{line}</Text> : null}
          {step.text ? <Text className="x-step__quote">{step.text}</Text> : null}
        </View>
        {step.voice ? (
          <View style={{ marginTop: '10px' }}>
            <VoiceLine
              id={`step-voice-${step.seq}`}
              address={mediaAddress(step.voice.url)}
              seconds={step.voice.seconds}
            />
          </View>
        ) : null}
        {step.photos.length > 0 ? (
          <View style={{ marginTop: '10px' }}>
            <Photos
              pictures={step.photos.map((photo) => ({
                id: photo.token,
                small: mediaAddress(photo.thumbnailUrl),
                large: mediaAddress(photo.url),
              }))}
            />
          </View>
        ) : null}
      </View>
    </View>
  );
}

/** The picture strip: what happened, who, when, and what comes next; for eyes that read little and for ears. */
export function Timeline({ steps, now }: { steps: TimelineStep[]; now: number }) {
  return (
    <View {...spoken({ role: 'list' })}>
      {steps.map((step, index) => (
        <Step key={step.seq} step={step} last={index === steps.length - 1} now={now} />
      ))}
    </View>
  );
}
