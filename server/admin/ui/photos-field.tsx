import { Form } from 'antd';
import { useEffect, useRef } from 'react';
import { PhotoPicker } from './photo-picker.js';
import { usePhotoUploads } from './use-photo-uploads.js';

interface Props {
  school: string;
  name: string | string[];
  label: string;
  most: number;
}

/** Photos within a form: their tokens, stored as soon as they are chosen. A form is not sent while one is on its way. */
export function PhotosField({ school, name, label, most }: Props) {
  return (
    <Form.Item
      name={name}
      label={`${label}（最多 ${most} 张）`}
      rules={[
        {
          validator: (_, tokens: readonly string[] | null | undefined) =>
            tokens === null ? Promise.reject(new Error('照片还没有传好')) : Promise.resolve(),
        },
      ]}
    >
      <PhotosControl school={school} most={most} />
    </Form.Item>
  );
}

interface ControlProps {
  school: string;
  most: number;
  /** Given by the form. null: a photo is on its way or has failed. */
  onChange?: (tokens: readonly string[] | null) => void;
}

function PhotosControl({ school, most, onChange }: ControlProps) {
  const uploads = usePhotoUploads(school, most);
  const tell = useRef(onChange);
  tell.current = onChange;
  const said = uploads.unfinished ? null : uploads.tokens.join(' ');
  useEffect(() => {
    tell.current?.(said === null ? null : said.split(' ').filter((token) => token !== ''));
  }, [said]);
  return <PhotoPicker uploads={uploads} />;
}
