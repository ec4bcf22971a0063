import { ApiError, asApiError } from '../api-error.js';
import { headersFor, request } from '../request.js';
import { uploadFile } from '../upload.js';
import { givenBefore, idempotencyKey } from './outbox-entry.js';
import type { OutboxEntry } from './outbox-entry.js';
import type { Courier, ReadFailure } from './outbox-ports.js';

/** Sends by Taro: photos and recordings as multipart uploads, the entry as one POST with its idempotency key. */
export const courier: Courier = {
  async upload(entry, file, bearer) {
    const fields = {
      clientId: file.clientId,
      sealed: String(entry.sealed),
      ...(entry.school === null ? {} : { school: entry.school }),
      ...(entry.code ? { code: entry.code } : {}),
    };
    const media = await uploadFile(file, fields, headersFor({ bearer, idempotencyKey: file.clientId }));
    return media.token;
  },

  async send(entry, body, bearer) {
    try {
      const answer = await request<{ token?: string } | undefined>(entry.path, {
        method: 'POST',
        body: entry.kind === 'step' ? body : { ...body, clientId: entry.clientId },
        bearer,
        idempotencyKey: idempotencyKey(entry),
        timeout: 30_000,
      });
      return answer?.token ?? null;
    } catch (error) {
      if (isGivenBefore(entry, error)) return givenBefore;
      throw error;
    }
  },
};

const isGivenBefore = ({ kind }: OutboxEntry, error: unknown): boolean =>
  kind === 'evaluation' && error instanceof ApiError && error.code === 'already_done';

/** What a failed sending means for the outbox. */
export const readFailure: ReadFailure = (error) => {
  const failure = asApiError(error);
  const { code, message: detail } = failure;
  if (failure.kind === 'offline') return { kind: 'offline', code, detail };
  if (code === 'pin_needed') return { kind: 'locked', code, detail };
  if (failure.status === 401) return { kind: 'signedOut', code, detail };
  if (failure.passing) return { kind: 'passing', code, detail };
  const filesLost = Object.keys(failure.fields).some((path) => /^(photos|voice)\b/.test(path));
  return { kind: 'refused', code, detail, filesLost };
};
