import type { Period } from '#shared/calendar/working-time.js';
import { Button } from 'antd';
import { weekRuns } from './hours.js';

interface Props {
  week: readonly (readonly Period[])[];
  onEdit: () => void;
}

/** The working hours of a week, in lines that can be read aloud. */
export function WeekCard({ week, onEdit }: Props) {
  const hasNap = week.some((periods) => periods.length > 1);
  return (
    <section className="card" aria-label="上班时间">
      <div className="page-head" style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0 }}>上班时间</h2>
        <Button onClick={onEdit} data-testid="week-edit">
          改上班时间
        </Button>
      </div>
      <ul style={{ margin: 0, paddingInlineStart: 20, lineHeight: 1.9 }} data-testid="week-hours">
        {weekRuns(week).map(({ days, hours }) => (
          <li key={days}>
            {days}：{hours}
          </li>
        ))}
      </ul>
      {hasNap && <p className="soft">中间空着的是午休，不算时间。</p>}
    </section>
  );
}
