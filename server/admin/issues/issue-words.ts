import type { IssueSummary } from '#shared/issues/contract.js';
import { staffRoles } from '#shared/people/vocabulary.js';

/** Who said it, as staff may know: the name, or that it is withheld. */
export function reporterWords({ reporter, sealed }: Pick<IssueSummary, 'reporter' | 'sealed'>): string {
  if (reporter) return reporter.name;
  return sealed ? '不具名' : '不能查看';
}

/** "后勤 王建国", or that nobody has it yet. */
export function assigneeWords({ assignee }: Pick<IssueSummary, 'assignee'>): string {
  if (!assignee) return '还没交给人';
  return assignee.role === null ? assignee.name : `${staffRoles[assignee.role]} ${assignee.name}`;
}

/** "东楼楼梯 · 小二班", or a dash. */
export function whereWords({ place, classroom }: Pick<IssueSummary, 'place' | 'classroom'>): string {
  return [place?.name, classroom?.name].filter(Boolean).join(' · ') || '—';
}
