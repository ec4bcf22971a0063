import type { IssueDetail } from '#shared/issues/contract.js';
import { Link } from 'react-router-dom';

/** What says the same as this issue: the one it was merged into, and those that were merged into it. */
export function RelatedCard({ issue: { primary, merged } }: { issue: IssueDetail }) {
  if (primary === null && merged.length === 0) return null;
  return (
    <section className="card" aria-label="同一件事" data-testid="related">
      <h2>同一件事</h2>
      {primary && (
        <p>
          和这一件一起办：
          <Link to={`/issues/${primary.token}`} data-testid="related-primary">
            {primary.title}
          </Link>
        </p>
      )}
      {merged.length > 0 && (
        <>
          <p className="soft">并到这里的 {merged.length} 件，办好了会一起问家长：</p>
          <ul className="plain-list">
            {merged.map(({ token, title }) => (
              <li key={token}>
                <Link to={`/issues/${token}`} data-testid="related-merged">
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
