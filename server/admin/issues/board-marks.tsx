import type { IssueSummary } from '#shared/issues/contract.js';
import { dueWords, isLate } from './due-words.js';

/** Small words beside a title: how many families, a recording, nobody has listened. */
export function BoardMarks({ issue }: { issue: IssueSummary }) {
  const marks = [
    issue.families > 1 && { key: 'families', words: `${issue.families} 家都说了` },
    issue.unheard
      ? { key: 'unheard', words: '录音还没听' }
      : issue.hasVoice && { key: 'voice', words: '有录音' },
  ].filter((mark) => mark !== false);
  if (marks.length === 0) return null;
  return (
    <div className="marks">
      {marks.map(({ key, words }) => (
        <span key={key} className="mark" data-mark={key}>
          {words}
        </span>
      ))}
    </div>
  );
}

/** By when it should be done, and in red that it is late. */
export function DueCell({ issue }: { issue: IssueSummary }) {
  const late = isLate(issue);
  return (
    <span className={late ? 'due-late' : 'soft'} data-testid="due">
      {late && <b>晚了</b>}
      {dueWords(issue)}
    </span>
  );
}
