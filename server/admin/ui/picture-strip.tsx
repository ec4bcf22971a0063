import type { TimelineStep } from '#shared/platform/timeline.js';
import { Drawing } from './drawings.js';
import { Photos } from './photos.js';
import { VoicePlayer } from './voice-player.js';
import { when } from './when.js';
import './picture-strip.css';

/** What happened so far and what comes next: one drawing, one sentence, who and when for each step. */
export function PictureStrip({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <ol className="strip" data-testid="timeline">
      {steps.map((step) => (
        <li
          key={`${step.seq}-${step.event}`}
          className="strip-step"
          data-event={step.event}
          data-state={step.state}
          data-picture={step.picture}
        >
          <span className="strip-dot">
            <Drawing name={step.picture} />
          </span>
          <div className="strip-body">
            <b>{step.title}</b>
            {(step.who !== null || step.at !== null) && (
              <div className="soft">
                {[step.who, step.at === null ? null : when(step.at)].filter(Boolean).join(' · ')}
              </div>
            )}
            {step.by !== null && !step.title.includes('最晚') && (
              <div className="strip-by">最晚{when(step.by)}</div>
            )}
            {step.text !== null && step.text !== '' && <p className="words strip-words">{step.text}</p>}
            {step.voice !== null && <VoicePlayer voice={step.voice} />}
            <Photos photos={step.photos} label={`${step.title}的照片`} />
          </div>
        </li>
      ))}
    </ol>
  );
}
