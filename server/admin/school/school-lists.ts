import { useQuery } from '@tanstack/react-query';
import { listAssignees } from '../api/staff.api.js';
import { listCategories } from '../api/categories.api.js';
import { listClassrooms, listPlaces } from '../api/places.api.js';

/** Cache keys of the short lists of a school; a page that changes one of them invalidates its key. */
export const schoolLists = {
  categories: (school: string) => ['categories', school] as const,
  places: (school: string) => ['places', school] as const,
  classrooms: (school: string) => ['classrooms', school] as const,
  assignees: (school: string) => ['assignees', school] as const,
};

const staleTime = 5 * 60_000;

/** @param enabled false: the reader does not belong to the school, and would be told that there is none */
export const useCategories = (school: string, enabled = true) =>
  useQuery({
    enabled,
    queryKey: schoolLists.categories(school),
    queryFn: ({ signal }) => listCategories(school, signal),
    staleTime,
  });

export const usePlaces = (school: string) =>
  useQuery({
    queryKey: schoolLists.places(school),
    queryFn: ({ signal }) => listPlaces(school, signal),
    staleTime,
  });

export const useClassrooms = (school: string) =>
  useQuery({
    queryKey: schoolLists.classrooms(school),
    queryFn: ({ signal }) => listClassrooms(school, signal),
    staleTime,
  });

export const useAssignees = (school: string) =>
  useQuery({
    queryKey: schoolLists.assignees(school),
    queryFn: ({ signal }) => listAssignees(school, signal),
    staleTime,
  });

/** Rows of a list as choices of a picker. */
export function choices(
  rows: readonly { token: string; name: string }[] | undefined,
): { value: string; label: string }[] {
  return (rows ?? []).map(({ token, name }) => ({ value: token, label: name }));
}
