import type { IssueSummary } from '#shared/issues/contract.js';
import { staffLabel } from '#shared/issues/staff-labels.js';
import { toneOf } from './state-faces.js';
import './issues.css';

/** The state in a word and a colour. */
export function StateTag({ issue }: { issue: Pick<IssueSummary, 'state' | 'stateLabel'> }) {
  const { state } = issue;
  return (
    <span className="state-tag" data-tone={toneOf[state]} data-state={state} data-testid="state-tag">
      {staffLabel(issue)}
    </span>
  );
}

/** How far along, as five short strokes. `progress`: 1 said … 5 verdict. */
export function ProgressStrokes({ progress }: { progress: number }) {
  return (
    <span className="strokes" role="img" aria-label={`五步里的第 ${progress} 步`}>
      {[1, 2, 3, 4, 5].map((step) => (
        <i
          key={step}
          data-on={step < progress || progress === 5 ? 'done' : step === progress ? 'now' : undefined}
        />
      ))}
    </span>
  );
}
