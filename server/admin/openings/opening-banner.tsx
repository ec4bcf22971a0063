import type { OpenedFields } from '#shared/people/break-glass.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { closeOpening } from '../api/openings.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

interface Props {
  opening: OpenedFields;
  /** Called when it is shut, by hand or by the clock. The same function at each drawing. */
  onShut: () => void;
}

const minute = 60_000;

/** Says all the time that something stands open that she does not see by office, and for how long still. */
export function OpeningBanner({ opening, onShut }: Props) {
  const [now, setNow] = useState(() => Date.now());
  const left = new Date(opening.until).getTime() - now;
  const isOver = left <= 0;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 4);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    // What was open must not stay on the screen.
    if (isOver) onShut();
  }, [isOver, onShut]);
  const close = useCommand((_: null, key) => closeOpening(opening.token, key), onShut);
  const what = opening.fields.map((one) => fieldClasses[one]).join('、');
  return (
    <div style={{ position: 'sticky', top: 0, zIndex: 2 }}>
      <Alert
        type="warning"
        showIcon
        role="status"
        data-testid="opening-banner"
        title={`您写了原因，打开了这个孩子的${what}资料`}
        description={`还有 ${timeLeft(left)}自己关上。这段时间看的每一次都有记录，会有人复核。`}
        action={
          <Button loading={close.isPending} onClick={() => close.mutate(null)} data-testid="opening-close">
            现在关上
          </Button>
        }
      />
      <ProblemNote error={close.error} />
    </div>
  );
}

/** "1 小时 20 分钟" from milliseconds. */
function timeLeft(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / minute));
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours} 小时 ` : ''}${minutes % 60} 分钟`;
}
