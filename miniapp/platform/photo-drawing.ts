import Taro from '@tarojs/taro';
import type { Redraw } from '#shared/media/light-photo.js';
import type { TemporaryFile } from './temporary-file.js';

const sizeOf = (filePath: string): Promise<number> =>
  new Promise((resolve, reject) => {
    Taro.getFileSystemManager().getFileInfo({
      filePath,
      success: ({ size }) => resolve(size),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });

/** WeChat draws: the longer side is told where it is too long, the other one follows. */
const onPhone: Redraw<TemporaryFile> = async ({ path }, { side, quality }) => {
  const { width, height } = await Taro.getImageInfo({ src: path });
  const shorter =
    Math.max(width, height) <= side
      ? {}
      : width >= height
        ? { compressedWidth: side }
        : { compressedHeight: side };
  const { tempFilePath } = await Taro.compressImage({ src: path, quality, ...shorter });
  return { path: tempFilePath, size: await sizeOf(tempFilePath) };
};

/** A browser draws on a canvas, upright; what was transparent comes out white. */
const inBrowser: Redraw<TemporaryFile> = async ({ file }, { side, quality }) => {
  if (!file) throw new Error('the browser gave no file');
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('the browser has no canvas');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', quality / 100),
  );
  if (!drawn) throw new Error('the canvas gave no photo');
  return browserFile(drawn);
};

const browserFile = (file: Blob): TemporaryFile => ({
  path: URL.createObjectURL(file),
  size: file.size,
  file,
});

/** Draws photos anew on this kind of phone. */
export const redraw: Redraw<TemporaryFile> = XINQIAO_PLATFORM === 'h5' ? inBrowser : onPhone;
