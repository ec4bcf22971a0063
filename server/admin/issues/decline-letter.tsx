import type { DeclineView } from '#shared/issues/contract.js';

type Letter = Pick<DeclineView, 'reasonLabel' | 'text' | 'elsewhere'> & { by: string | null };

/** A refusal as the family reads it: whose answer, why, in plain words, and who else can help. */
export function DeclineLetter({ letter }: { letter: Letter }) {
  const { reasonLabel, text, elsewhere, by } = letter;
  return (
    <div className="decline-letter" data-testid="decline-letter">
      <div className="soft">{by === null ? '园里的答复' : `${by}的答复`}</div>
      <b>{reasonLabel}</b>
      <p className="words">{text}</p>
      <div className="decline-elsewhere">
        <span className="soft">还可以找</span>
        <p className="words">{elsewhere}</p>
      </div>
    </div>
  );
}
