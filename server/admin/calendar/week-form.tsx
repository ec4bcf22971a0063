import type { CalendarView } from '#shared/calendar/contract.js';
import type { Period } from '#shared/calendar/working-time.js';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { writeWeek } from '../api/calendar.api.js';
import { DrawerInFront } from '../ui/in-front.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';
import { clockOf, minuteOf, weekdays } from './hours.js';

interface Props {
  school: string;
  week: CalendarView['week'];
  onClose: () => void;
  onSaved: (calendar: CalendarView) => void;
}

/** A period as it is being typed; both empty: none. */
type Slot = readonly [from: string, to: string];

const slotsOf = (periods: readonly Period[]): Slot[] => {
  const slots: Slot[] = periods.map(({ from, to }) => [clockOf(from), clockOf(to)]);
  while (slots.length < 2) slots.push(['', '']);
  return slots;
};

/** Periods of a day; null while one of them is half typed or ends before it begins. */
function periodsOf(slots: readonly Slot[]): Period[] | null {
  const periods: Period[] = [];
  for (const [begin, end] of slots) {
    if (begin.trim() === '' && end.trim() === '') continue;
    const [from, to] = [minuteOf(begin), minuteOf(end)];
    if (from === null || to === null || from >= to || from < (periods.at(-1)?.to ?? 0)) return null;
    periods.push({ from, to });
  }
  return periods;
}

/** Writes the hours of the seven days; the nap is the gap between two periods. */
export function WeekForm({ school, week, onClose, onSaved }: Props) {
  const [days, setDays] = useState(() => week.map(slotsOf));
  const command = useCommand((body: { week: Period[][] }) => writeWeek(school, body), onSaved);
  const written = days.map(periodsOf);
  const wrong = written.findIndex((periods) => periods === null);
  const type = (day: number, slot: number, side: 0 | 1, text: string) =>
    setDays(
      days.map((slots, index) =>
        index !== day
          ? slots
          : slots.map((one, at) => (at !== slot ? one : side === 0 ? [text, one[1]] : [one[0], text])),
      ),
    );
  const likeMonday = () => setDays(days.map((slots, index) => (index < 5 ? (days[0] ?? slots) : slots)));
  return (
    <DrawerInFront title="改上班时间" onClose={onClose} size={620} data-testid="week-panel">
      <p className="soft" style={{ marginBottom: 12 }}>
        一天可以写两段，中间是午休。写成 8:00、17:30 这样，空着就是不上班。
      </p>
      <div className="week-form">
        {days.map((slots, day) => [
          <b key={`${day} name`}>{weekdays[day]}</b>,
          <div key={`${day} hours`} className="row">
            {slots.map(([from, to], slot) => (
              <span key={slot} className="row" style={{ flexWrap: 'nowrap', gap: 6 }}>
                <Input
                  placeholder={slot === 0 ? '8:00' : '14:00'}
                  value={from}
                  aria-label={`${weekdays[day] ?? ''}第${slot + 1}段从几点`}
                  status={written[day] === null ? 'error' : ''}
                  onChange={({ target }) => type(day, slot, 0, target.value)}
                  data-testid={`week-${day}-${slot}-from`}
                />
                到
                <Input
                  placeholder={slot === 0 ? '12:00' : '17:30'}
                  value={to}
                  aria-label={`${weekdays[day] ?? ''}第${slot + 1}段到几点`}
                  status={written[day] === null ? 'error' : ''}
                  onChange={({ target }) => type(day, slot, 1, target.value)}
                  data-testid={`week-${day}-${slot}-to`}
                />
              </span>
            ))}
          </div>,
        ])}
      </div>
      <div className="stack">
        <Button onClick={likeMonday}>周二到周五和周一一样</Button>
        {wrong >= 0 && (
          <p role="alert">{weekdays[wrong]}的时间没写对：写成 8:00 这样，从早到晚，不能重叠。</p>
        )}
        <ProblemNote error={command.error} />
        <Button
          type="primary"
          size="large"
          block
          disabled={wrong >= 0}
          loading={command.isPending}
          onClick={() => command.mutate({ week: written.map((periods) => periods ?? []) })}
          data-testid="week-submit"
        >
          存下
        </Button>
      </div>
    </DrawerInFront>
  );
}
