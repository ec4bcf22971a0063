import { Input, Segmented } from 'antd';
import type { ListParams } from '../../ui/use-list-params.js';

const spans = [
  { days: 30, label: '30 天' },
  { days: 90, label: '90 天' },
  { days: 180, label: '半年' },
  { days: 365, label: '一年' },
];
const dayMs = 86_400_000;
const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

/** The first day of a span of `days` that ends on `to`. */
const firstDay = (to: string, days: number): string =>
  new Date(Date.parse(to) - (days - 1) * dayMs).toISOString().slice(0, 10);

interface Props {
  list: ListParams;
  /** The days that are shown, as the server gave them. */
  from: string;
  to: string;
}

/** From when to when: a common span with one tap, or any two days. */
export function SpanPicker({ list, from, to }: Props) {
  const today = shanghaiDay.format(new Date());
  const here = spans.find(({ days }) => to === today && firstDay(to, days) === from);
  const day = (name: 'from' | 'to', label: string, value: string) => (
    <Input
      // Made anew with each span, and its own master while somebody types.
      key={value}
      type="date"
      id={`dashboard-${name}`}
      data-testid={`dashboard-${name}`}
      aria-label={label}
      defaultValue={value}
      max={name === 'from' ? to : today}
      {...(name === 'to' && { min: from })}
      onChange={(event) => event.target.value !== '' && list.set({ from, to, [name]: event.target.value })}
      style={{ width: 160 }}
    />
  );
  return (
    <div className="row" role="group" aria-label="看哪些天">
      <Segmented
        aria-label="最近多久"
        value={here?.days ?? 0}
        onChange={(days) => list.set({ from: firstDay(today, days), to: today })}
        options={spans.map(({ days, label }) => ({ value: days, label }))}
      />
      {day('from', '从哪一天', from)}
      <span className="soft">到</span>
      {day('to', '到哪一天', to)}
    </div>
  );
}
