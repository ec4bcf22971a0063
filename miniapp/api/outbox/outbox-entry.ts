/** What can be kept and sent later: a new report, a step in an issue that exists (verdict, answer, …), or stars. */
export type OutboxKind = 'report' | 'step' | 'evaluation';

/** Result of stars that were not counted, because the family had given some already. No failure: there is nothing to do. */
export const givenBefore = 'given-before';

/** waiting: to be sent · sending: on its way · delivered: the server has it · attention: a person must look at it. */
export type OutboxState = 'waiting' | 'sending' | 'delivered' | 'attention';

/** What a file of an entry is: it decides where its token goes in the body. */
export type FileKind = 'photo' | 'voice';

/** One photo of an entry, or its recording. `mediaToken` is filled the moment the server has it, so that it is never sent twice. */
export interface OutboxFile {
  /** Client-made id: the server answers the same for the same id. */
  clientId: string;
  /** Where the phone keeps the bytes (see FileVault). */
  ref: string;
  /** Bytes. */
  size: number;
  /** A photo unless said. */
  kind?: FileKind;
  mediaToken: string | null;
}

/** Something a person did that the school must get exactly once. */
export interface OutboxEntry {
  /** Client-made id: idempotency key of the sending, and `clientId` of a report. */
  clientId: string;
  /** Token of the person who wrote it; sent with that person's session whoever is acting now. */
  person: string;
  kind: OutboxKind;
  /** Lane: entries of one subject go strictly one after the other. A report is a subject of its own. */
  subject: string;
  /** Place in the order of writing, over all entries of the phone. */
  seq: number;
  /** What the list shows while the entry waits. */
  title: string;
  /** Path below the API, e.g. `/issues`. */
  path: string;
  /** The body without files; their tokens are added when all are up. */
  body: Record<string, unknown>;
  /** School of the files; needed by who belongs to several. */
  school: string | null;
  /** Printed code that was scanned: opens its school to who does not belong there. */
  code?: string | null;
  /** Whether the files belong to a sealed report. */
  sealed: boolean;
  files: OutboxFile[];
  state: OutboxState;
  /** How often it was refused and begun anew: part of the idempotency key, so that a refusal is not replayed. */
  round: number;
  attempts: number;
  /** Milliseconds since 1970 before which it is not tried again. */
  notBefore: number;
  createdAt: number;
  deliveredAt: number | null;
  /** Why a person must look, or why it waits; a sentence. */
  problem: { code: string; detail: string } | null;
  /** Public name that the server gave to what was made. */
  result: string | null;
}

/** What a screen hands over. */
export interface OutboxDraft {
  kind: OutboxKind;
  subject?: string;
  title: string;
  path: string;
  body: Record<string, unknown>;
  school?: string | null;
  code?: string | null;
  sealed?: boolean;
  /** Photos, and at most one recording, as the vault keeps them. */
  files?: { ref: string; size: number; kind?: FileKind }[];
}

/** The words for a state, as they are read aloud. */
export const outboxWords: Readonly<Record<OutboxState, string>> = {
  waiting: '还没送到，有网会自动发',
  sending: '正在送',
  delivered: '送到了',
  attention: '要您看一下',
};

/** Whether whoever holds a shared phone must not read it without the picture PIN. */
export function isSensitiveEntry({ sealed, body, path }: OutboxEntry): boolean {
  return sealed || body.picture === 'harm' || path.endsWith('/divert');
}

/** What a list calls an entry. On a phone that is shut it gives nothing away. */
export function titleFor(entry: OutboxEntry, locked: boolean): string {
  return locked && isSensitiveEntry(entry) ? '上了锁的一件事' : entry.title;
}

/** Milliseconds until the next try after `attempts` failures: 5 s, 10 s, 20 s … at most ten minutes. */
export function backoff(attempts: number): number {
  return Math.min(5_000 * 2 ** Math.max(0, attempts - 1), 600_000);
}

/** The tokens of what was brought up, in the places where a body has them. */
export function filesIn({ files }: Pick<OutboxEntry, 'files'>): Record<string, unknown> {
  const photos = files.filter((file) => file.kind !== 'voice').map((file) => file.mediaToken);
  const voice = files.find((file) => file.kind === 'voice');
  return { ...(photos.length > 0 ? { photos } : {}), ...(voice ? { voice: voice.mediaToken } : {}) };
}

/** Idempotency key of the present sending of an entry. */
export function idempotencyKey(entry: Pick<OutboxEntry, 'clientId' | 'round'>): string {
  return entry.round === 0 ? entry.clientId : `${entry.clientId}.${entry.round}`;
}
