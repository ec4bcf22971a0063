import type {
  CalendarDayView,
  CalendarView,
  TermView,
  WriteCalendarDay,
  WriteTerm,
  WriteWeek,
} from '#shared/calendar/contract.js';
import { request } from './http.js';

export const getCalendar = (school: string, signal?: AbortSignal) =>
  request<CalendarView>('GET', '/calendar', { query: { school }, signal });

/** Replaces the hours of all seven days. */
export const writeWeek = (school: string, body: WriteWeek) =>
  request<CalendarView>('PUT', '/calendar/week', { query: { school }, body });

export const createTerm = (school: string, body: WriteTerm, key: string) =>
  request<TermView>('POST', '/calendar/terms', { query: { school }, body, key });

export const updateTerm = (token: string, body: WriteTerm) =>
  request<TermView>('PATCH', `/calendar/terms/${token}`, { body });

export const deleteTerm = (token: string) => request<void>('DELETE', `/calendar/terms/${token}`);

export const createCalendarDay = (school: string, body: WriteCalendarDay, key: string) =>
  request<CalendarDayView>('POST', '/calendar/days', { query: { school }, body, key });

export const updateCalendarDay = (token: string, body: WriteCalendarDay) =>
  request<CalendarDayView>('PATCH', `/calendar/days/${token}`, { body });

export const deleteCalendarDay = (token: string) => request<void>('DELETE', `/calendar/days/${token}`);
