import { Text, View } from '@tarojs/components';
import type { IssueSummary } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { open, pages } from '../platform/navigation.js';
import { keptHere } from '../speech/page-text.js';
import { aloud } from './aloud.js';
import { Card } from './card.js';
import { dueWords, familiesWords } from './due-words.js';
import { Icon } from './icon.js';
import { ProgressStrip } from './progress-strip.js';
import { callsReader, stateWords } from './state-words.js';
import { sayWhen } from './when.js';
import { Muted, Tag } from './words.js';

type Tone = 'work' | 'wait' | 'ok' | undefined;

function toneOf(issue: IssueSummary): Tone {
  if (callsReader(issue)) return 'wait';
  const type = issueWorkflow.states[issue.state].type;
  if (type === 'fixed') return 'ok';
  return type === 'open' ? 'work' : undefined;
}

function whereAndWhen(issue: IssueSummary, now: number): string {
  return [issue.place?.name, issue.classroom?.name, sayWhen(Date.parse(issue.reportedAt), now)]
    .filter(Boolean)
    .join(' · ');
}

/** Small things worth knowing before it is opened: whether there is a voice to hear, by when, how many families. */
function marksOf(issue: IssueSummary, now: number, forStaff: boolean): { words: string; bad: boolean }[] {
  const due = dueWords(issue, now);
  // The sentence about what comes next tells the family by when; staff look for it at a glance.
  const shown = due !== null && (forStaff || due === '晚了') ? [{ words: due, bad: due === '晚了' }] : [];
  const families = familiesWords(issue);
  return families === null ? shown : [...shown, { words: families, bad: false }];
}

function voiceWords(issue: IssueSummary, forStaff: boolean): string {
  if (!issue.hasVoice) return '';
  return forStaff && issue.unheard ? '有录音，还没听' : '有录音';
}

/** One issue in a list: what, how far, and what happens next. The whole card opens it. */
export function IssueCard({
  issue,
  now,
  forStaff = false,
}: {
  issue: IssueSummary;
  now: number;
  forStaff?: boolean;
}) {
  const ended = issueWorkflow.states[issue.state].type !== 'open';
  const tone = toneOf(issue);
  const words = stateWords(issue);
  const reporter = issue.sealed ? '没留名字' : issue.reporter ? `${issue.reporter.name}说的` : '';
  const who = forStaff ? reporter : '';
  const voice = voiceWords(issue, forStaff);
  const marks = marksOf(issue, now, forStaff);
  const seen = marks.map((mark) => mark.words);
  const label = aloud(issue.title, words, issue.next, voice, ...seen, who, whereAndWhen(issue, now));
  return (
    <View className={issue.state === 'diverted' ? keptHere : ''}>
      <Card
        id={`issue-${issue.token}`}
        {...(tone === 'wait' ? { tone: 'wait' as const } : {})}
        label={label}
        onTap={() => open(pages.issue(issue.token))}
      >
        <View className="x-row x-row--apart x-row--top x-row--wrap">
          <Text className="x-title x-clamp">{issue.title}</Text>
          <Tag {...(tone === undefined ? {} : { tone })}>{words}</Tag>
        </View>
        {issue.next ? (
          <View style={{ marginTop: '4px' }}>
            <Text>{issue.next}</Text>
          </View>
        ) : null}
        <View style={{ marginTop: '4px' }}>
          <Muted>{[who, whereAndWhen(issue, now)].filter(Boolean).join(' · ')}</Muted>
        </View>
        {voice || marks.length > 0 ? (
          <View className="x-row x-row--wrap" style={{ marginTop: '8px' }}>
            {voice ? (
              <View className="x-tag x-tag--voice">
                <Icon name="mic" size="s" />
                <Text>{voice}</Text>
              </View>
            ) : null}
            {marks.map((mark) => (
              <Tag key={mark.words} {...(mark.bad ? { tone: 'bad' as const } : {})}>
                {mark.words}
              </Tag>
            ))}
          </View>
        ) : null}
        <ProgressStrip progress={issue.progress} ended={ended} />
      </Card>
    </View>
  );
}
