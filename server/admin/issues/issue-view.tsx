import type { IssueDetail } from '#shared/issues/contract.js';
import type { ReactNode } from 'react';
import { PageHead } from '../ui/page-head.js';
import { PictureStrip } from '../ui/picture-strip.js';
import { AskedCard } from './asked-card.js';
import { ClassificationCard } from './classification-card.js';
import { DeclineCard } from './decline-card.js';
import { ConflictCard } from './conflict-card.js';
import { IssueActions } from './issue-actions.js';
import { IssueFacts } from './issue-facts.js';
import { RelatedCard } from './related-card.js';
import { ReportCard } from './report-card.js';
import { StateTag } from './state-tag.js';

interface Props {
  issue: IssueDetail;
  note?: ReactNode;
  /** Who and which classroom it is about is kept from the reader. */
  withheld?: boolean;
}

/** One issue whole: what was said, what happened, what the machine thought, what can be done. */
export function IssueView({ issue, note, withheld = false }: Props) {
  // In the closed room there is no "next" of the ordinary way.
  const inRoom = issue.state === 'diverted' && !issue.mine;
  return (
    <article className="stack" data-testid="issue" data-token={issue.token} data-state={issue.state}>
      <PageHead title={issue.title} tab="一件事" note={inRoom ? undefined : issue.next}>
        <StateTag issue={issue} />
      </PageHead>
      {note}
      <div className="issue-columns">
        <div className="stack">
          <ReportCard issue={issue} />
          {issue.decline && <DeclineCard decline={issue.decline} />}
          <RelatedCard issue={issue} />
          <section className="card part-strip" aria-label="经过">
            <h2>经过</h2>
            <PictureStrip steps={issue.timeline} />
          </section>
        </div>
        <div className="stack">
          {issue.conflict && issue.abilities.settleConflict && (
            <ConflictCard issue={issue} conflict={issue.conflict} />
          )}
          {!inRoom && <IssueActions issue={issue} />}
          <IssueFacts issue={issue} withheld={withheld} />
          <AskedCard issue={issue} />
          {issue.classification && <ClassificationCard issue={issue} classification={issue.classification} />}
        </div>
      </div>
    </article>
  );
}
