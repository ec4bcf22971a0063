import type { MyBinding } from '#shared/people/binding-contract.js';
import { Button } from '../../../ui/button.js';
import { Face } from '../../../ui/faces.js';

const faces = {
  waiting: { title: '等家里人同意', words: '已经告诉孩子的爸爸妈妈了。他们点了同意，您就能看到孩子。' },
  quarantined: { title: '等老师核对', words: '有一样要核对一下，免得弄错孩子。请和老师说一声。' },
  refused: { title: '这次没有绑上', words: '请和孩子的爸爸妈妈，或者老师说一声。' },
} as const;

/** States in which somebody has to wait, or was turned away. */
export type HeldBinding = keyof typeof faces;

/** What became of a slip that did not bind at once. */
export function BoundFace({ state, onClose }: { state: HeldBinding; onClose: () => void }) {
  return (
    <Face id={`bind-${state}`} drawing="sun" {...faces[state]}>
      <Button id="bind-close" kind="ghost" onTap={onClose}>
        知道了
      </Button>
    </Face>
  );
}

/** Whether somebody has to wait before she sees the child. */
export const isHeld = (state: MyBinding['state']): state is HeldBinding => state !== 'bound';
