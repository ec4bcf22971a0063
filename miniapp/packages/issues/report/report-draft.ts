import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import type { CreateIssue } from '#shared/issues/contract.js';
import { issueLimits, type ReportPicture } from '#shared/issues/vocabulary.js';
import type { OpenedCode } from '#shared/service-codes/contract.js';
import type { OutboxDraft } from '../../../api/outbox/outbox-entry.js';
import type { TemporaryFile } from '../../../platform/temporary-file.js';
import type { Recording } from '../../../platform/recorder.js';

/** The printed code that opened the form. */
export interface Landing {
  scene: string;
  /** What it says; null as long as there was no network to ask. */
  opened: OpenedCode | null;
  /** No school printed it: torn, or of somebody else. */
  unknown: boolean;
}

/** The same matter, said by others before: a handle and what the card showed. */
export interface Joined {
  token: string;
  words: string;
}

/** A report as it is being written. */
export interface ReportDraft {
  landing: Landing | null;
  school: string | null;
  place: string | null;
  child: string | null;
  category: string | null;
  text: string;
  sealed: boolean;
  /** Tokens of staff whom it is about. */
  about: string[];
  /** Whom a member of staff writes for. */
  onBehalfOf: { token: string; name: string } | null;
  joins: Joined | null;
  /** A question to the school, about this; null: no question. */
  asks: ConsultationTopic | null;
}

/** What is sent besides the draft itself. */
export interface Attached {
  photos: readonly TemporaryFile[];
  voice: Recording | null;
}

export const emptyDraft: ReportDraft = {
  landing: null,
  school: null,
  place: null,
  child: null,
  category: null,
  text: '',
  sealed: false,
  about: [],
  onBehalfOf: null,
  joins: null,
  asks: null,
};

/** The scene of a printed code in the address of the page. WeChat hands it on encoded, a browser does not. */
export function sceneOf(params: Record<string, string | undefined>): string | null {
  const raw = params.scene ?? '';
  try {
    return decodeURIComponent(raw) || null;
  } catch {
    return raw || null;
  }
}

/** What changes when the report goes to another school: nothing there has the names that were chosen here. */
export function toSchool(school: string | null): Partial<ReportDraft> {
  return { school, place: null, category: null, child: null, about: [], onBehalfOf: null, joins: null };
}

/** The draft of somebody whose code says nothing: it goes where it would have gone without. */
function withoutCode(draft: ReportDraft, school: string | null): ReportDraft {
  return draft.landing === null ? draft : { ...draft, landing: null, school: draft.school ?? school };
}

/**
 * The draft at the place where the code hangs. A code that was scanned just now decides where it is; when what it says
 * arrives only later, what the person has chosen meanwhile stays. `school` is where it goes without a code.
 */
export function atLanding(draft: ReportDraft, landing: Landing | null, school: string | null): ReportDraft {
  if (landing === null) return draft;
  const { opened, scene } = landing;
  if (landing.unknown) return withoutCode(draft, school);
  const isNew = draft.landing?.scene !== scene;
  if (!isNew && (draft.landing?.opened || !opened)) return draft;
  if (!opened) {
    // Nobody knows yet which school it is, so nothing of another one may go along.
    return { ...draft, ...toSchool(null), landing };
  }
  const moved = draft.school !== null && draft.school !== opened.school.token;
  const here = { ...draft, ...(moved ? toSchool(null) : {}), landing, school: opened.school.token };
  const place = opened.place?.token ?? null;
  const category = opened.category?.token ?? null;
  if (isNew) return { ...here, place, category, joins: null };
  return { ...here, place: here.place ?? place, category: here.category ?? category };
}

/** What is missing or too much, as a sentence; null when the report can be sent. */
export function problemOf(draft: ReportDraft, { photos, voice }: Attached): string | null {
  if (draft.text.trim() === '' && photos.length === 0 && !voice) return '请说几句、写几个字，或拍一张照片';
  if ([...draft.text].length > issueLimits.textLength) return `最多写 ${issueLimits.textLength} 个字`;
  return null;
}

/** Whether a picture has to say what it is about, because nobody can read it before somebody has listened. */
export const needsPicture = (draft: ReportDraft, { voice }: Attached): boolean =>
  voice !== null && draft.text.trim() === '';

/** What the waiting list calls the report. */
export function titleOf(draft: ReportDraft, { photos, voice }: Attached): string {
  const words = [...draft.text.trim().replace(/\s+/g, ' ')];
  if (words.length === 0) return voice ? `录音 ${voice.seconds} 秒` : `照片 ${photos.length} 张`;
  return words.length > 18 ? `${words.slice(0, 18).join('')}…` : words.join('');
}

/** The report as it is sent, without its files. What the code fills in is left to it. */
export function bodyOf(
  draft: ReportDraft,
  picture: ReportPicture | null,
): Omit<CreateIssue, 'clientId' | 'photos' | 'voice'> {
  const { landing, school, place, child, category, text, sealed, about, onBehalfOf, joins, asks } = draft;
  const opened = landing?.opened ?? null;
  const own = <T>(chosen: T | null, given: T | undefined): T | null => (chosen === given ? null : chosen);
  return {
    text,
    sealed,
    // A child's name beside a sealed report would give the reporter away; somebody else's child is not ours to name.
    child: sealed || onBehalfOf ? null : child,
    place: own(place, opened?.place?.token),
    category: own(category, opened?.category?.token),
    code: opened?.code ?? landing?.scene ?? null,
    picture,
    about,
    onBehalfOf: onBehalfOf?.token ?? null,
    joins: joins?.token ?? null,
    ...(asks === null ? {} : { asks }),
    ...(school === null ? {} : { school }),
  };
}

/** What is written down of the report before anything is sent. */
export function reportDraft(
  draft: ReportDraft,
  attached: Attached,
  picture: ReportPicture | null,
  files: NonNullable<OutboxDraft['files']>,
): OutboxDraft {
  const body = bodyOf(draft, picture);
  const { school, sealed } = draft;
  const title = titleOf(draft, attached);
  return { kind: 'report', title, path: '/issues', body, school, code: body.code ?? null, sealed, files };
}
