import type { Overview } from '#shared/issues/insight.js';
import { Link } from 'react-router-dom';
import { when } from '../../ui/when.js';
import { attentionWords } from '../attention-words.js';
import { assigneeWords } from '../issue-words.js';

type Line = Overview['attention'][number];

/** One kind of waiting: how many, those that wait longest, and the way to all of them. */
export function AttentionCard({ line: { kind, count, more, issues } }: { line: Line }) {
  const { label, todo } = attentionWords[kind];
  const all = kind === 'undelivered' ? '/deliveries' : `/issues?attention=${kind}`;
  return (
    <section className="card attention" aria-label={label} data-kind={kind} data-testid={`attention-${kind}`}>
      <h2>
        <span>{label}</span>
        <b className="attention-count" data-testid="attention-count">
          {count}
          {more && '+'}
          <small> {kind === 'undelivered' ? '条' : '件'}</small>
        </b>
      </h2>
      <p className="soft">{todo}</p>
      {issues.length > 0 && (
        <ul className="plain-list">
          {issues.map((issue) => (
            <li key={issue.token}>
              <Link to={`/issues/${issue.token}`} className="issue-title" data-testid="attention-issue">
                {issue.title}
              </Link>
              <div className="soft">
                {when(issue.reportedAt)} · {assigneeWords(issue)}
              </div>
            </li>
          ))}
        </ul>
      )}
      <Link to={all} className="attention-all" data-testid="attention-all">
        {count > issues.length
          ? `看全部 ${count}${more ? '+' : ''} ${kind === 'undelivered' ? '条' : '件'}`
          : '去看看'}{' '}
        ›
      </Link>
    </section>
  );
}
