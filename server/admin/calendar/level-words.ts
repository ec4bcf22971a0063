import type { EscalationLevelView } from '#shared/issues/clock-contract.js';
import { staffRoles } from '#shared/people/vocabulary.js';
import { durationWords } from './hours.js';

export const clockNames = { response: '首次响应', resolution: '办结' } as const;

/** "超过首次响应 2 小时", "首次响应到时间", "离办结到时间还有 4 小时". */
export function levelWhen(
  { clock, afterMinutes }: Pick<EscalationLevelView, 'clock' | 'afterMinutes'>,
  day: number,
): string {
  const name = clockNames[clock];
  if (afterMinutes === 0) return `${name}到时间`;
  const long = durationWords(Math.abs(afterMinutes), day);
  return afterMinutes > 0 ? `超过${name} ${long}` : `离${name}到时间还有 ${long}`;
}

/** "告诉园长/校长", "转给备选人". */
export function levelDoes({ action, role, person }: EscalationLevelView): string {
  if (action === 'hand_over') return '转给备选人';
  if (person) return `告诉${person.name}`;
  return role === null ? '告诉现在负责的人' : `告诉${staffRoles[role]}`;
}

/** Levels at the same moment, in the order in which they come. */
export function levelMoments(levels: readonly EscalationLevelView[]): EscalationLevelView[][] {
  const moments = new Map<string, EscalationLevelView[]>();
  for (const level of levels) {
    const key = `${level.clock} ${level.afterMinutes}`;
    moments.set(key, [...(moments.get(key) ?? []), level]);
  }
  const rank = ([level]: EscalationLevelView[]) => (level?.clock === 'response' ? 0 : 1);
  const after = ([level]: EscalationLevelView[]) => level?.afterMinutes ?? 0;
  return [...moments.values()].sort((a, b) => rank(a) - rank(b) || after(a) - after(b));
}
