import type { IssueDetail } from '#shared/issues/contract.js';
import { when } from '../ui/when.js';
import { assigneeWords, reporterWords } from './issue-words.js';

/** The facts around a report. */
export function IssueFacts({ issue }: { issue: IssueDetail }) {
  const facts: readonly (readonly [string, string])[] = [
    ['谁在办', assigneeWords(issue)],
    ['类别', issue.category?.name ?? '还没定'],
    ['地点', issue.place?.name ?? '—'],
    ['班级', issue.classroom?.name ?? '—'],
    ['孩子', issue.child?.name ?? '—'],
    ['谁说的', reporterWords(issue)],
    ['说的时间', when(issue.reportedAt)],
    ['最近变化', when(issue.changedAt)],
    ['学校', issue.school.name],
  ];
  return (
    <section className="card" aria-label="情况">
      <h2>情况</h2>
      <dl className="facts" data-testid="issue-facts">
        {facts.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
