import { CameraOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import type { PhotoUploads } from './use-photo-uploads.js';
import './photos.css';

/** Chooses photos and shows how each of them is doing, in words. */
export function PhotoPicker({ uploads }: { uploads: PhotoUploads }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <div className="photo-picker" aria-live="polite">
        {uploads.photos.map((photo, index) => (
          <div key={photo.clientId} className="photo-tile" data-state={photo.state} data-testid="photo-tile">
            <img src={photo.preview} alt={`选好的照片 ${index + 1}`} />
            {photo.state === 'sending' && <span className="soft">正在上传…</span>}
            {photo.state === 'stored' && <span className="soft">传好了</span>}
            {photo.state === 'failed' && <span className="bad">{photo.problem}</span>}
            <span>
              {photo.state === 'failed' && (
                <Button
                  type="link"
                  size="small"
                  onClick={() => void uploads.send(photo)}
                  data-testid="photo-retry"
                >
                  再传
                </Button>
              )}
              <Button
                type="link"
                size="small"
                onClick={() => uploads.remove(photo.clientId)}
                data-testid="photo-remove"
              >
                去掉
              </Button>
            </span>
          </div>
        ))}
      </div>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        tabIndex={-1}
        aria-label="选照片"
        data-testid="photo-input"
        onChange={(event) => {
          uploads.add(Array.from(event.target.files ?? []));
          // Choosing the same file again must count as a change.
          event.target.value = '';
        }}
      />
      <Button
        icon={<CameraOutlined />}
        disabled={uploads.full}
        onClick={() => input.current?.click()}
        data-testid="photo-add"
      >
        {uploads.full ? '照片够了' : '加照片'}
      </Button>
    </div>
  );
}
