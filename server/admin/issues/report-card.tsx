import type { IssueDetail } from '#shared/issues/contract.js';
import { reportPictures } from '#shared/issues/vocabulary.js';
import { Fragment } from 'react';
import { Photos } from '../ui/photos.js';
import { TranscriptCard } from './transcript-card.js';

/** The report word for word, with its recording and photos. The words that decided the category are marked. */
export function ReportCard({ issue }: { issue: IssueDetail }) {
  return (
    <section className="card stack part-report" aria-label="原话" data-testid="report">
      <h2 style={{ margin: 0 }}>原话</h2>
      {issue.text === '' ? (
        <p className="soft">{withoutWords(issue)}</p>
      ) : (
        <p className="words report-text" data-testid="report-text">
          <Marked text={issue.text} words={issue.classification?.words ?? []} />
        </p>
      )}
      <TranscriptCard issue={issue} />
      <Photos photos={issue.photos} label="说事时的照片" />
    </section>
  );
}

function withoutWords({ voice, picture }: IssueDetail): string {
  if (!voice) return '没有写字，只有照片。';
  return picture === null
    ? '没有写字，是用录音说的。'
    : `没有写字，是用录音说的，点的图是「${reportPictures[picture].words}」。`;
}

function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const wanted = words.filter((word) => word !== '').sort((a, b) => b.length - a.length);
  if (wanted.length === 0) return <>{text}</>;
  const pattern = new RegExp(
    `(${wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
    'u',
  );
  // Splitting by a pattern with one group puts the matches at the odd places.
  return (
    <>
      {text.split(pattern).map((part, index) => (
        <Fragment key={index}>{index % 2 === 1 ? <mark>{part}</mark> : part}</Fragment>
      ))}
    </>
  );
}
