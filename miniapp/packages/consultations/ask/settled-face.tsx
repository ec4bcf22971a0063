import type { OfferedAnswer } from '#shared/consultations/contract.js';
import { openTab, tabs } from '../../../platform/navigation.js';
import { useSession } from '../../../session/session-store.js';
import { Button } from '../../../ui/button.js';
import { Face } from '../../../ui/faces.js';

/** The question has its answer, and nobody has to wait for anything. */
export function SettledFace({ answer, onAgain }: { answer: OfferedAnswer; onAgain: () => void }) {
  const signedIn = useSession((state) => state.phase === 'signed_in');
  return (
    <Face id="settled" drawing="sun" title="好，问到了" words={answer.text}>
      <Button id="settled-again" kind="ghost" icon="question" onTap={onAgain}>
        再问一个
      </Button>
      {signedIn ? (
        <Button id="settled-home" kind="quiet" onTap={() => openTab(tabs.home)}>
          回首页
        </Button>
      ) : null}
    </Face>
  );
}
