import { useQuery } from '@tanstack/react-query';
import { getCalendar } from '../api/calendar.api.js';

/** Cache key of a school's calendar. */
export const calendarKey = (school: string) => ['calendar', school] as const;

export const useCalendar = (school: string) =>
  useQuery({ queryKey: calendarKey(school), queryFn: ({ signal }) => getCalendar(school, signal) });
