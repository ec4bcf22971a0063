import Taro from '@tarojs/taro';
import type { UploadedMedia } from '#shared/media/contract.js';
import { FileGone, storedFile } from '../platform/file-vault.js';
import { isOnline } from '../platform/network.js';
import { ApiError, errorOfAnswer } from './api-error.js';
import type { FileKind } from './outbox/outbox-entry.js';
import { apiBase } from './request.js';

const url = `${apiBase}/media`;
/** Ten megabytes on a slow line (ms). */
const timeout = 60_000;

interface Answer {
  statusCode: number;
  data: unknown;
}

/** WeChat uploads a saved file by its path. */
async function uploadSavedFile(
  ref: string,
  formData: Record<string, string>,
  header: Record<string, string>,
): Promise<Answer> {
  try {
    return await Taro.uploadFile({ url, filePath: ref, name: 'file', formData, header, timeout });
  } catch (error) {
    const message = String((error as { errMsg?: string } | null)?.errMsg ?? error);
    if (/not (found|exist)|no such file/i.test(message)) throw new FileGone(message);
    throw new ApiError(!isOnline() && !/time.?out/i.test(message) ? 'offline' : 'timeout');
  }
}

/** A browser sends the stored bytes, exactly as they were picked. */
async function uploadStoredBytes(
  ref: string,
  fields: Record<string, string>,
  header: Record<string, string>,
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', await storedFile(ref), 'file');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: header,
      body: form,
      signal: AbortSignal.timeout(timeout),
    });
    return { statusCode: answer.status, data: await answer.text() };
  } catch {
    throw new ApiError(isOnline() ? 'timeout' : 'offline');
  }
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function goneProblem(kind: FileKind = 'photo'): ApiError {
  const detail =
    kind === 'voice'
      ? '录音在手机里找不到了。请把这件事再说一次。'
      : '有一张照片在手机里找不到了。请把这件事再说一次，重新拍一张。';
  const title = kind === 'voice' ? '录音不见了' : '照片不见了';
  return new ApiError('problem', 410, { type: 'about:blank', title, status: 410, code: 'file_gone', detail });
}

/** Brings a kept file up as multipart form with `fields`; `kind` is what a lost one is called. Rejects with an ApiError. */
export async function uploadFile(
  { ref, kind }: { ref: string; kind?: FileKind },
  fields: Record<string, string>,
  header: Record<string, string>,
): Promise<UploadedMedia> {
  const send = XINQIAO_PLATFORM === 'h5' ? uploadStoredBytes : uploadSavedFile;
  const answer = await send(ref, fields, header).catch((error: unknown) => {
    throw error instanceof FileGone ? goneProblem(kind) : error;
  });
  const body = parsed(answer.data);
  if (answer.statusCode < 200 || answer.statusCode >= 300) throw errorOfAnswer(answer.statusCode, body);
  if (typeof (body as Partial<UploadedMedia> | null)?.token !== 'string')
    throw new ApiError('broken', answer.statusCode);
  return body as UploadedMedia;
}
