import type { IssueSummary } from '#shared/issues/contract.js';
import { calledBy, staffRoles } from '#shared/people/vocabulary.js';

/** Who said it, as staff may know: the name, or that it is withheld. */
export function reporterWords({ reporter, sealed }: Pick<IssueSummary, 'reporter' | 'sealed'>): string {
  if (reporter) return reporter.name;
  return sealed ? '不具名' : '不能查看';
}

/** "后勤 王建国", or that nobody has it yet. */
export function assigneeWords({ assignee }: Pick<IssueSummary, 'assignee'>): string {
  if (!assignee) return '还没交给人';
  const office = assigneeOffice(assignee);
  return office === null ? assignee.name : `${office} ${assignee.name}`;
}

/** Her office where her name does not say it already (王园长). */
export function assigneeOffice({ name, role }: NonNullable<IssueSummary['assignee']>): string | null {
  return role === null || calledBy(role, name) === name ? null : staffRoles[role];
}

/** "东楼楼梯 · 小二班", or a dash. */
export function whereWords({ place, classroom }: Pick<IssueSummary, 'place' | 'classroom'>): string {
  return [place?.name, classroom?.name].filter(Boolean).join(' · ') || '—';
}
