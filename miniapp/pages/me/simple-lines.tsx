import type { SessionView } from '#shared/session/contract.js';
import { open, pages } from '../../platform/navigation.js';
import { consentOf, preferencesOf } from '../../session/own-choices.js';
import { Line } from '../../ui/line.js';

/** The big buttons, and what may be read aloud. */
export function SimpleLines({ view }: { view: SessionView }) {
  return (
    <>
      <Line
        id="simple-mode"
        icon="hand"
        words="大按钮，少打字"
        hint={preferencesOf(view).simpleMode ? '开着' : '没开'}
        onTap={() => open(pages.simpleMode)}
      />
      <Line
        id="consents"
        icon="ear"
        words="读给我听"
        hint={consentOf('speech_out')?.holds ? '答应了' : '还没答应'}
        onTap={() => open(pages.consents)}
      />
    </>
  );
}
