import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import type { IssueDetail } from '#shared/issues/contract.js';
import { useIssue } from '../../../api/issues.js';
import { mediaAddress } from '../../../api/media-address.js';
import { useFreshOnShow } from '../../../api/use-fresh-on-show.js';
import type { Signed } from '../../../session/gate.js';
import { HearButton } from '../../../speech/hear-button.js';
import { keptHere } from '../../../speech/page-text.js';
import { aloud } from '../../../ui/aloud.js';
import { Photos } from '../../../ui/photos.js';
import { QueryView } from '../../../ui/query-view.js';
import { Asked } from '../../../ui/simple.js';
import { callsReader, stateWords } from '../../../ui/state-words.js';
import { stepDrawing, sentenceOf } from '../../../ui/timeline.js';
import { Icon } from '../../../ui/icon.js';
import { useNow } from '../../../ui/use-now.js';
import { VoiceLine } from '../../../ui/voice-line.js';
import { IssueActions } from './issue-actions.js';

type Step = IssueDetail['timeline'][number];

/** One step of the strip, large: its drawing, its sentence, what was said and what was photographed. */
function BigStep({ step, isProtected }: { step: Step; isProtected: boolean }) {
  const coming = step.state === 'next';
  return (
    <View id={`step-${step.seq}`} className={`x-bigstep x-bigstep--${step.state}`}>
      <View className="x-row x-row--top">
        <View className="x-bigstep__dot">
          <Icon name={stepDrawing(step)} size="xl" />
        </View>
        <View className="x-grow">
          <Text className={coming ? 'x-title x-muted' : 'x-title'}>{step.title}</Text>
          {step.text ? <Text className="x-step__quote">{step.text}</Text> : null}
        </View>
        <HearButton id={`step-hear-${step.seq}`} words={sentenceOf(step)} keptHere={isProtected} />
      </View>
      {step.voice ? (
        <VoiceLine
          id={`step-voice-${step.seq}`}
          address={mediaAddress(step.voice.url)}
          seconds={step.voice.seconds}
        />
      ) : null}
      <Photos
        pictures={step.photos.map((photo) => ({
          id: photo.token,
          small: mediaAddress(photo.thumbnailUrl),
          large: mediaAddress(photo.url),
        }))}
      />
    </View>
  );
}

/** What she said: her recording and her photos. */
function Said({ issue }: { issue: IssueDetail }) {
  return (
    <View className="x-stack">
      {issue.voice ? (
        <VoiceLine id="voice-play" address={mediaAddress(issue.voice.url)} seconds={issue.voice.seconds} />
      ) : null}
      <Photos
        pictures={issue.photos.map((photo) => ({
          id: photo.token,
          small: mediaAddress(photo.thumbnailUrl),
          large: mediaAddress(photo.url),
        }))}
      />
    </View>
  );
}

/** One issue in simple mode: how it stands, what is asked of her, and the picture strip to be heard step by step. */
export function SimpleIssue({ signed, token }: { signed: Signed; token: string }) {
  const now = useNow();
  const query = useIssue(token);
  useFreshOnShow(query);
  usePullDownRefresh(() => {
    void query.refetch().finally(() => Taro.stopPullDownRefresh());
  });
  return (
    <QueryView query={query}>
      {(issue) => {
        const isProtected = issue.state === 'diverted' || issue.readOutside === false;
        const words = callsReader(issue) ? stateWords(issue) : issue.next;
        return (
          <View id="issue" className={`x-stack${isProtected ? ` ${keptHere}` : ''}`}>
            {isProtected ? (
              <Text className="x-asked__words">{issue.next}</Text>
            ) : (
              <Asked id="issue-hear" words={words} more={aloud(issue.title, issue.place?.name)} />
            )}
            <IssueActions person={signed.person.token} issue={issue} now={now} simple />
            <Said issue={issue} />
            <View id="timeline" className="x-stack">
              {/* What comes next is the first sentence of the screen already. */}
              {issue.timeline
                .filter((step) => step.state !== 'next' || words !== issue.next)
                .reverse()
                .map((step) => (
                  <BigStep key={step.seq} step={step} isProtected={isProtected} />
                ))}
            </View>
          </View>
        );
      }}
    </QueryView>
  );
}
