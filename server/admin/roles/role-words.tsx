import { roleStates, type RoleState } from '#shared/people/roles.js';
import { Tag } from 'antd';
import type { RoleWhen } from '../api/roles.api.js';
import { onDay, onSpan } from '../ui/when.js';

/** The filter of where roles stand, in the order of a day's work. */
export const whens: readonly { value: RoleWhen; label: string }[] = [
  { value: 'now', label: '现在的' },
  { value: 'ending', label: '30 天内到期' },
  { value: 'coming', label: '还没开始' },
  { value: 'ended', label: '结束了的' },
];

const colours: Readonly<Record<RoleState, string>> = {
  now: 'success',
  coming: 'processing',
  ended: 'default',
};

interface Held {
  state: RoleState;
  fromDay: string;
  toDay: string | null;
  givenBy: string | null;
  because: string | null;
  endedBy: string | null;
  endedBecause: string | null;
}

/** Where a role stands, and between which days. */
export function RoleSpan({ entry }: { entry: Held }) {
  const never = entry.toDay !== null && entry.toDay < entry.fromDay;
  return (
    <>
      <Tag color={colours[entry.state]}>{roleStates[entry.state]}</Tag>
      <div className="soft">{never ? `${onDay(entry.fromDay)}，当天就停了` : onSpan(entry)}</div>
    </>
  );
}

/** Who gave it and why, who ended it and why. */
export function RoleReasons({ entry }: { entry: Held }) {
  const given = [entry.givenBy === null ? null : `${entry.givenBy}给的`, entry.because];
  const ended = [entry.endedBy === null ? null : `${entry.endedBy}结束的`, entry.endedBecause];
  const lines = [given, ended].map((parts) => parts.filter((part) => part !== null).join('：'));
  return (
    <>
      {lines.map((line) => line !== '' && <div key={line}>{line}</div>)}
      {lines.every((line) => line === '') && <span className="soft">没有记</span>}
    </>
  );
}
