import type { UploadedMedia } from '#shared/media/contract.js';
import { request } from './http.js';

/**
 * Stores one photo. `clientId` (UUID) stays the same when the upload is tried again, so it is stored once.
 * @param school token of the school it is for
 */
export function uploadPhoto(school: string, clientId: string, file: File): Promise<UploadedMedia> {
  const form = new FormData();
  form.append('clientId', clientId);
  form.append('school', school);
  form.append('file', file);
  return request<UploadedMedia>('POST', '/media', { form, key: clientId });
}
