import { mediaLimits } from '#shared/media/limits.js';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { uploadPhoto } from '../api/media.api.js';
import { uuid } from '../api/uuid.js';
import { lightPhoto } from './light-photo.js';

/** A photo that was chosen: on its way, stored (`token`), or failed with a sentence why. */
export interface PhotoUpload {
  clientId: string;
  file: File;
  preview: string;
  state: 'sending' | 'stored' | 'failed';
  token?: string;
  problem?: string;
}

/** Uploads photos as soon as they are chosen, drawn as light as the phones do; a failed one can be sent again under the same id. `school`: its token. */
export function usePhotoUploads(school: string, most: number = mediaLimits.photosPerReport) {
  const [photos, setPhotos] = useState<readonly PhotoUpload[]>([]);
  const previews = useRef<string[]>([]);
  /** As they are sent, by client id: an upload that is tried again brings the same bytes. */
  const light = useRef(new Map<string, Promise<File>>());
  useEffect(() => () => previews.current.forEach((url) => URL.revokeObjectURL(url)), []);

  const change = (clientId: string, patch: Partial<PhotoUpload>) =>
    setPhotos((all) => all.map((photo) => (photo.clientId === clientId ? { ...photo, ...patch } : photo)));

  const send = async ({ clientId, file }: PhotoUpload) => {
    change(clientId, { state: 'sending', problem: undefined });
    try {
      const drawing = light.current.get(clientId) ?? lightPhoto(file);
      light.current.set(clientId, drawing);
      const drawn = await drawing;
      if (drawn.size > mediaLimits.maxBytes) {
        change(clientId, { state: 'failed', problem: '这张照片太大，请换一张 10 MB 以内的。' });
        return;
      }
      change(clientId, { state: 'stored', token: (await uploadPhoto(school, clientId, drawn)).token });
    } catch (error) {
      change(clientId, {
        state: 'failed',
        problem: error instanceof ApiError ? error.message : ApiError.offline().message,
      });
    }
  };

  const add = (files: readonly File[]) => {
    const room = most - photos.length;
    const fresh = files.slice(0, room).map((file): PhotoUpload => {
      const preview = URL.createObjectURL(file);
      previews.current.push(preview);
      return { clientId: uuid(), file, preview, state: 'sending' };
    });
    setPhotos((all) => [...all, ...fresh]);
    fresh.forEach((photo) => void send(photo));
  };

  return {
    photos,
    add,
    send,
    remove: (clientId: string) => setPhotos((all) => all.filter((photo) => photo.clientId !== clientId)),
    full: photos.length >= most,
    /** True while a photo is on its way or has failed: sending the words now would leave it behind. */
    unfinished: photos.some((photo) => photo.state !== 'stored'),
    tokens: photos.flatMap((photo) => (photo.token === undefined ? [] : [photo.token])),
  };
}

export type PhotoUploads = ReturnType<typeof usePhotoUploads>;
