import { fewestCorrections, correctionsPerNight } from '#shared/issues/classifier-numbers.js';
import type { ClassifierModelList } from '#shared/issues/classifier.js';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { trainModel } from '../api/classifier.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

interface Props {
  school: string;
  list: ClassifierModelList;
}

/** How much there is to learn from, and a way to learn it now. */
export function TrainButton({ school, list }: Props) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const train = useCommand(
    (_: 'now', key) => trainModel(school, key),
    (made) => {
      void cache.invalidateQueries({ queryKey: ['classifier'] });
      if (made.state === 'active') void message.success('学好了，已经换上新的一版');
      else void message.warning(made.reason ?? '这一版没有换上');
    },
  );
  const { corrections, fresh } = list;
  return (
    <div className="card" data-testid="classifier-train-card">
      <p>
        {corrections === 0
          ? '还没有由人定过类别的事项。'
          : `由人定过类别的事项有 ${corrections} 件，其中 ${fresh} 件是上次学习以后的。`}
        {list.abilities.train
          ? `新的满 ${correctionsPerNight} 件，夜里会自己学。`
          : `至少要 ${fewestCorrections} 件才学得起来。`}
      </p>
      <p className="soft">转给专人的、点名说到哪位老师的、已经删掉的，都不拿来学。</p>
      <ProblemNote error={train.error} />
      <Button
        type="primary"
        disabled={!list.abilities.train}
        loading={train.isPending}
        onClick={() => train.mutate('now')}
        data-testid="classifier-train"
        style={{ marginTop: 12 }}
      >
        {train.isPending ? '正在学，要几秒钟' : '现在就学'}
      </Button>
    </div>
  );
}
