/** What one screen may cost a family on a slow line when it is opened. */
export interface Budget {
  /** Requests to the server, pictures not counted. */
  requests: number;
  /** Bytes of their answers, before they are packed. */
  bytes: number;
  /** Of a screen that shows photos: how many bytes its small pictures may have together. */
  pictures?: number;
}

const kB = 1000;
const answers = { requests: 1, bytes: 20 * kB };
const nothing = { requests: 0, bytes: 0 };

/** Every screen of a carer, by its address in the program without what stands after a question mark. */
export const screenBudgets = {
  'pages/home/index': answers,
  'pages/issues/index': answers,
  'pages/children/index': answers,
  'pages/me/index': nothing,
  'packages/issues/report/index': { requests: 4, bytes: 20 * kB },
  'packages/issues/detail/index': { ...answers, pictures: 2 * 40 * kB },
  'packages/issues/mine/index': answers,
  'packages/consultations/ask/index': { requests: 2, bytes: 20 * kB },
  'packages/evaluations/rate/index': { requests: 2, bytes: 20 * kB },
  'packages/evaluations/notes/index': answers,
  'packages/family/home/index': { requests: 2, bytes: 20 * kB },
  'packages/account/bind/index': nothing,
  'packages/account/switch/index': nothing,
  'packages/account/undelivered/index': nothing,
  'packages/account/picture/index': nothing,
  'packages/account/pin/index': nothing,
  'packages/account/simple/index': nothing,
  'packages/account/consents/index': nothing,
} as const satisfies Record<string, Budget>;
export type ScreenAddress = keyof typeof screenBudgets;

/** Bytes of one setData: old phones copy it between two worlds, and stand still meanwhile. */
export const setDataBudget = 64 * 1024;

/** A line as at the end of a village: EDGE, in bytes a second and milliseconds. */
export const slowLine = { downloadThroughput: 30_000, uploadThroughput: 12_500, latency: 400 };

/** What a multipart form adds around a file (bytes). */
export const formAround = 1200;
