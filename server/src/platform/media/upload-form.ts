import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ClientId, Token } from '#shared/platform/primitives.js';
import { ProblemError } from '../http/problem-error.js';
import { validated } from '../http/validation.js';

/**
 * Fields beside the file. `sealed` is part of the contract and changes nothing here: no upload is stored with a name,
 * logged or audited with one.
 */
const UploadFields = z.strictObject({
  clientId: ClientId,
  school: Token.optional(),
  code: Token.optional(),
  sealed: z.enum(['true', 'false']).optional(),
});

export interface UploadForm {
  fields: z.output<typeof UploadFields>;
  bytes: Buffer;
}

/**
 * Reads an upload (`multipart/form-data`, parts in any order) to its end, into memory.
 * @throws ProblemError `unsupported_media` (no multipart), `too_large`, `invalid_input` (a field or the file is
 *   missing or wrong), `bad_request` (broken or cut off on the way)
 */
export async function readUpload(request: FastifyRequest): Promise<UploadForm> {
  if (!request.isMultipart()) throw new ProblemError('unsupported_media');
  try {
    return await readParts(request);
  } catch (error) {
    // What is still on its way must be let in, or the phone waits to send it and never reads why it was refused.
    request.raw.unpipe();
    request.raw.resume();
    throw error;
  }
}

async function readParts(request: FastifyRequest): Promise<UploadForm> {
  const texts = new Map<string, unknown>();
  let bytes: Buffer | undefined;
  for await (const part of partsOf(request)) {
    if (part.type === 'file' && part.fieldname === 'file' && !bytes) bytes = await whole(part.toBuffer());
    else if (part.type === 'field' && !texts.has(part.fieldname)) texts.set(part.fieldname, part.value);
    else throw new ProblemError('bad_request');
  }
  const fields = validated(UploadFields, Object.fromEntries(texts));
  if (!bytes || bytes.length === 0) {
    throw new ProblemError('invalid_input', { errors: [{ path: 'file', message: '没有照片，也没有录音' }] });
  }
  return { fields, bytes };
}

async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  // Gone while the session was looked up: the parser would wait for ever for an end that has already happened.
  if (request.raw.destroyed) throw new ProblemError('bad_request');
  const parts = request.parts();
  for (;;) {
    const next = await whole(parts.next());
    if (next.done) return;
    yield next.value;
  }
}

/** What breaks while the form arrives lies with the form or the line, never with us. */
async function whole<R>(reading: Promise<R>): Promise<R> {
  try {
    return await reading;
  } catch (error) {
    const tooLarge = (error as { code?: unknown }).code === 'FST_REQ_FILE_TOO_LARGE';
    throw new ProblemError(tooLarge ? 'too_large' : 'bad_request');
  }
}
