import type { ClassifierReport } from '#shared/issues/classifier.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber } from 'antd';
import { useState } from 'react';
import { getSettings, updateSettings } from '../api/school.api.js';
import { Loaded } from '../ui/loaded.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

interface Props {
  school: string;
  steps: ClassifierReport['reliability'];
}

/** From how much confidence on the classifier sorts by itself, beside what that would have meant so far. */
export function ThresholdCard({ school, steps }: Props) {
  const queryKey = ['settings', school];
  const settings = useQuery({ queryKey, queryFn: ({ signal }) => getSettings(school, signal) });
  return (
    <div className="card">
      <h2>有几成把握才自己分</h2>
      <Loaded query={settings}>
        {({ classifierThreshold }) => (
          <Threshold
            key={classifierThreshold}
            school={school}
            steps={steps}
            now={Math.round(classifierThreshold * 100)}
          />
        )}
      </Loaded>
    </div>
  );
}

function Threshold({ school, steps, now }: Props & { now: number }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [percent, setPercent] = useState(now);
  const save = useCommand(
    (value: number) => updateSettings(school, { classifierThreshold: value / 100 }),
    (saved) => {
      cache.setQueryData(['settings', school], saved);
      void message.success('存好了，新来的事项照这个分');
    },
  );
  const sure = steps.filter(({ from }) => from * 100 >= percent - 5);
  const right = sure.reduce((sum, step) => sum + step.right.right, 0);
  const all = sure.reduce((sum, step) => sum + step.right.of, 0);
  const rest = steps.reduce((sum, step) => sum + step.right.of, 0) - all;
  return (
    <div className="stack">
      <label className="row">
        <span>把握不到</span>
        <InputNumber
          min={0}
          max={100}
          precision={0}
          suffix="%"
          value={percent}
          onChange={(value) => setPercent(value ?? now)}
          data-testid="classifier-threshold"
          style={{ width: 120 }}
        />
        <span>的，由人来定</span>
      </label>
      <p className="soft" data-testid="classifier-threshold-note">
        {`照这样算，以前的事项里大约 ${all} 件由它自己分，对了 ${right} 件；${rest} 件由人来定。`}
      </p>
      <ProblemNote error={save.error} />
      <Button
        type="primary"
        disabled={percent === now}
        loading={save.isPending}
        onClick={() => save.mutate(percent)}
        data-testid="classifier-threshold-save"
        style={{ alignSelf: 'flex-start' }}
      >
        存下
      </Button>
    </div>
  );
}
