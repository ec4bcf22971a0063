import { useQuery } from '@tanstack/react-query';
import type { EvaluationForm, EvaluationNote } from '#shared/evaluations/contract.js';
import { useSession } from '../session/session-store.js';
import { authed } from './authed.js';

function usePersonKey(): string {
  return useSession((state) => state.session?.view.person?.token) ?? '';
}

/** What can be evaluated: where a code was scanned, else at the person's school. Kept on the phone like every read. */
export function useEvaluationForm(code: string | null, school: string | null) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'evaluation-form', code ?? school],
    enabled: person !== '' && (code !== null || school !== null),
    queryFn: ({ signal }) =>
      authed<EvaluationForm>('/evaluation-form', {
        query: { code: code ?? undefined, school: code === null ? (school ?? undefined) : undefined },
        signal,
      }),
  });
}

/** What the school said about the evaluations of its families, newest month first. */
export function useEvaluationNotes(school: string | null) {
  const person = usePersonKey();
  return useQuery({
    queryKey: [person, 'evaluation-notes', school],
    enabled: person !== '' && school !== null,
    queryFn: ({ signal }) =>
      authed<{ items: EvaluationNote[] }>('/evaluation-notes', {
        query: { school: school ?? undefined },
        signal,
      }),
  });
}
