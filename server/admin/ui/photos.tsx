import type { MediaView } from '#shared/media/contract.js';
import { Image } from 'antd';
import './photos.css';

/** Photos as small pictures; a tap opens them large, one after the other. */
export function Photos({ photos, label = '照片' }: { photos: readonly MediaView[]; label?: string }) {
  if (photos.length === 0) return null;
  return (
    <Image.PreviewGroup>
      <div className="photos" data-testid="photos">
        {photos.map((photo, index) => (
          <Image
            key={photo.token}
            src={photo.thumbnailUrl}
            preview={{ src: photo.url }}
            width={96}
            height={96}
            alt={`${label} ${index + 1}`}
            loading="lazy"
          />
        ))}
      </div>
    </Image.PreviewGroup>
  );
}
