import type { FigureCard } from './figure-words.js';
import './insight.css';

/** Figures as cards: a name, a number, and what it is a share of. */
export function FigureGrid({ cards }: { cards: readonly FigureCard[] }) {
  return (
    <dl className="figures" data-testid="figures">
      {cards.map(({ key, label, value, note, tone }) => (
        <div key={key} className="card figure" data-testid={`figure-${key}`} data-tone={tone}>
          <dt>{label}</dt>
          <dd className="figure-value">{value}</dd>
          <dd className="soft">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
