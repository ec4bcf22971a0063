import { Button } from 'antd';
import { useState } from 'react';
import { BulkAssign } from './bulk-assign.js';
import { mostChosen, type useChosen } from './use-chosen.js';

interface Props {
  school: string;
  chosen: ReturnType<typeof useChosen>;
}

/** What can be done with the chosen rows; stays in sight while the list scrolls. */
export function ChosenBar({ school, chosen }: Props) {
  const [open, setOpen] = useState(false);
  const count = chosen.issues.length;
  return (
    <>
      {count > 0 && (
        <div className="card row chosen-bar" role="status" data-testid="chosen-bar">
          <span>
            选了 <b>{count}</b> 件{count === mostChosen && '，一次最多这么多'}
          </span>
          <Button type="primary" onClick={() => setOpen(true)} data-testid="bulk-open">
            一起交给一位
          </Button>
          <Button onClick={chosen.clear} data-testid="bulk-clear">
            都不选
          </Button>
        </div>
      )}
      <BulkAssign
        school={school}
        issues={chosen.issues}
        open={open}
        onClose={() => setOpen(false)}
        onDone={chosen.keep}
      />
    </>
  );
}
