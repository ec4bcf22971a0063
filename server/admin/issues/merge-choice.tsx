import type { IssueSummary } from '#shared/issues/contract.js';
import { when } from '../ui/when.js';
import { assigneeWords } from './issue-words.js';

interface Props {
  /** The one that would be merged; without it only the other is shown. */
  from?: IssueSummary;
  into: IssueSummary;
}

/** One or two issues side by side, so that a person sees whether they are the same. */
export function MergeChoice({ from, into }: Props) {
  return (
    <div className="merge-choice">
      {from && <One issue={from} label="这一件" />}
      <One issue={into} {...(from && { label: '并到这一件' })} />
    </div>
  );
}

function One({ issue, label }: { issue: IssueSummary; label?: string }) {
  return (
    <div>
      {label && <div className="soft">{label}</div>}
      <b>{issue.title}</b>
      <div className="soft">
        {[
          issue.category?.name,
          issue.place?.name,
          issue.classroom?.name,
          assigneeWords(issue),
          when(issue.reportedAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </div>
  );
}
