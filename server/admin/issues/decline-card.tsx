import type { DeclineView } from '#shared/issues/contract.js';
import { when } from '../ui/when.js';
import { DeclineLetter } from './decline-letter.js';

/** The refusal that was given, as the family reads it. */
export function DeclineCard({ decline }: { decline: DeclineView }) {
  return (
    <section className="card" aria-label="给家长的答复" data-testid="decline-card">
      <h2>给家长的答复</h2>
      <DeclineLetter letter={decline} />
      <p className="soft" style={{ marginTop: 10 }}>
        {when(decline.at)}
        {decline.final && ' · 已经请另一位看过了'}
      </p>
    </section>
  );
}
