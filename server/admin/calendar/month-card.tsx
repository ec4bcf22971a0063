import type { CalendarView } from '#shared/calendar/contract.js';
import { Button } from 'antd';
import { useState } from 'react';
import { weekdays } from './hours.js';
import { monthLater, monthWords, today, weeksOf } from './month.js';
import './calendar.css';

const legend = [
  ['work', '上课'],
  ['half', '半天'],
  ['off', '放假'],
  ['free', '休息'],
  ['out', '学期外'],
] as const;

/** One month as it hangs on the wall: what each day is. */
export function MonthCard({ calendar }: { calendar: CalendarView }) {
  const now = today();
  const [month, setMonth] = useState(now.slice(0, 7));
  return (
    <section className="card" aria-label="月历">
      <div className="page-head" style={{ marginBottom: 12 }}>
        <h2 style={{ margin: 0 }} aria-live="polite" data-testid="calendar-month">
          {monthWords(month)}
        </h2>
        <div className="row">
          <Button onClick={() => setMonth(monthLater(month, -1))} data-testid="month-before">
            上个月
          </Button>
          <Button onClick={() => setMonth(now.slice(0, 7))} data-testid="month-now">
            这个月
          </Button>
          <Button onClick={() => setMonth(monthLater(month, 1))} data-testid="month-after">
            下个月
          </Button>
        </div>
      </div>
      <table className="month">
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month, calendar).map((week, index) => (
            <tr key={index}>
              {week.map((face, weekday) =>
                face === null ? (
                  <td key={weekday} />
                ) : (
                  <td
                    key={face.day}
                    data-tone={face.tone}
                    data-day={face.day}
                    aria-current={face.day === now ? 'date' : undefined}
                  >
                    <b>{face.date}</b>
                    <span>{face.word}</span>
                    {face.farming && <span className="farming">农忙</span>}
                    {face.names !== '' && <small>{face.names}</small>}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="month-legend">
        {legend.map(([tone, word]) => (
          <li key={tone}>
            <i data-tone={tone} aria-hidden />
            {word}
          </li>
        ))}
        <li>
          <span className="farming">农忙</span>学校照常上班，不算家长该回话的日子
        </li>
      </ul>
    </section>
  );
}
