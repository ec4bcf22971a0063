import type { EscalationLevelView } from '#shared/issues/clock-contract.js';
import { Button } from 'antd';
import { EmptyFace } from '../ui/faces.js';
import { rowMarks } from '../ui/row-marks.js';
import { levelDoes, levelMoments, levelWhen } from './level-words.js';

interface Props {
  levels: readonly EscalationLevelView[];
  /** Minutes of a day of work. */
  day: number;
  onAdd: () => void;
  onEdit: (level: EscalationLevelView) => void;
  onDelete: (level: EscalationLevelView) => void;
}

/** What happens when time runs out, as sentences. */
export function LevelsCard({ levels, day, onAdd, onEdit, onDelete }: Props) {
  return (
    <section className="card" aria-label="到时间以后">
      <div className="page-head" style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0 }}>到时间以后</h2>
        <Button onClick={onAdd} data-testid="level-add">
          加一条
        </Button>
      </div>
      <p className="soft" style={{ marginBottom: 12 }}>
        每一条对一件事只说一次。不该知道这件事的人，一条也收不到。等家长的时候，时间停着。
      </p>
      {levels.length === 0 ? (
        <EmptyFace title="一条也没有" text="到时间以后，谁也不会收到提醒。" />
      ) : (
        <ul className="levels" data-testid="level-list">
          {levelMoments(levels).map((moment) => (
            <li key={moment[0]?.token}>
              <p>
                {moment[0] && levelWhen(moment[0], day)} → <b>{moment.map(levelDoes).join('，并')}</b>
              </p>
              <div>
                {moment.map((level) => (
                  <div key={level.token} className="level-does" {...rowMarks('level-row', level.token)}>
                    {moment.length > 1 && <span className="soft">{levelDoes(level)}</span>}
                    <Button size="small" onClick={() => onEdit(level)} data-testid="level-edit">
                      改
                    </Button>
                    <Button size="small" danger onClick={() => onDelete(level)} data-testid="level-delete">
                      删
                    </Button>
                  </div>
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
