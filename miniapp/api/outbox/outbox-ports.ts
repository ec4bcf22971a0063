import type { OutboxEntry, OutboxFile } from './outbox-entry.js';

/** The kept files of the phone, as far as the outbox needs them. */
export interface FileVault {
  /** Throws away the bytes; a name that is gone already is no error. */
  drop(ref: string): Promise<void>;
}

/** The way to the server. Each method rejects with a `SendingFailure`-shaped error. */
export interface Courier {
  /** Brings one file up and returns its media token; the same file gives the same token again. */
  upload(entry: OutboxEntry, file: OutboxFile, bearer: string): Promise<string>;
  /** Sends the entry with `body`; returns the public name of what was made, or null. */
  send(entry: OutboxEntry, body: Record<string, unknown>, bearer: string): Promise<string | null>;
}

/** Session tokens by person, kept for the outbox only. */
export interface Keyring {
  /** The bearer token of the person's session, or null when that person has to sign in first. */
  bearerOf(person: string): string | null;
  /** The token was refused: forget it, and get a new one if that can be done without a person. */
  renew(person: string, refused: string): Promise<string | null>;
}

/** How a sending failed. */
export interface SendingFailure {
  /**
   * offline: stop trying for now · passing: try again later · signedOut: the session ended · locked: its writer has to
   * tap her picture PIN first · refused: for good.
   */
  kind: 'offline' | 'passing' | 'signedOut' | 'locked' | 'refused';
  code: string;
  detail: string;
  /** The server no longer knows a file that it had; all files must go up again. */
  filesLost?: boolean;
}

/** Turns whatever a courier threw into a SendingFailure. */
export type ReadFailure = (error: unknown) => SendingFailure;
