import type { IssueDetail } from '#shared/issues/contract.js';
import type { ReactNode } from 'react';
import { when } from '../ui/when.js';
import { clockWords, isLate } from './due-words.js';
import { assigneeWords, reporterWords } from './issue-words.js';

interface Props {
  issue: IssueDetail;
  /** Classroom and child are kept from the reader: what is not shown is not the same as what is not there. */
  withheld?: boolean;
}

/** The facts around a report. */
export function IssueFacts({ issue, withheld = false }: Props) {
  const unnamed = withheld ? '不显示' : '没有写';
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['谁在办', assigneeWords(issue)],
    ...due(issue),
    ['类别', issue.category?.name ?? '还没定'],
    ['地点', issue.place?.name ?? '没有写'],
    ['班级', issue.classroom?.name ?? unnamed],
    ['孩子', issue.child?.name ?? unnamed],
    ['谁说的', reporterWords(issue)],
    ...(issue.filedBy ? ([['谁帮着记的', issue.filedBy.name]] as const) : []),
    ...(issue.families > 1 ? ([['几家说过', `${issue.families} 家`]] as const) : []),
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

/** The line of the clock: by when, and whether that has passed, or why it stands still. */
function due(issue: IssueDetail): (readonly [string, ReactNode])[] {
  if (issue.due === null) return issue.paused === null ? [] : [['时限', issue.paused]];
  const late = isLate(issue);
  return [
    [
      clockWords[issue.due.clock],
      <span key="due" className={late ? 'due-late' : undefined} data-testid="issue-due">
        {when(issue.due.at)}
        {late && '，已经晚了'}
      </span>,
    ],
  ];
}
