import { lightened, type Redraw } from '#shared/media/light-photo.js';

/** Draws on a canvas, upright; what was transparent comes out white. */
const redraw: Redraw<File> = async (photo, { side, quality }) => {
  const picture = await createImageBitmap(photo);
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
  return new File([drawn], photo.name, { type: drawn.type });
};

/** The photo as light as families can open it; one that is light already comes back as it is, byte for byte. */
export const lightPhoto = (photo: File): Promise<File> => lightened(photo, redraw);
