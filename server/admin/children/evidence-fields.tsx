import { evidenceKinds } from '#shared/people/vocabulary.js';
import { Form, Input, Select } from 'antd';
import { PhotosField } from '../ui/photos-field.js';

const kinds = Object.entries(evidenceKinds)
  .filter(([value]) => value !== 'binding')
  .map(([value, label]) => ({ value, label }));

export interface EvidenceValues {
  evidence: { kind: string; words: string; photos?: readonly string[] };
}

/** On what it rests: the kind of paper, a few words, photos of it. */
export function EvidenceFields({ school }: { school: string }) {
  return (
    <>
      <Form.Item
        name={['evidence', 'kind']}
        label="凭什么"
        rules={[{ required: true, message: '请选一种凭据' }]}
      >
        <Select options={kinds} data-testid="evidence-kind" />
      </Form.Item>
      <Form.Item
        name={['evidence', 'words']}
        label="写一句"
        rules={[{ required: true, whitespace: true, message: '请写一句' }]}
      >
        <Input maxLength={100} data-testid="evidence-words" />
      </Form.Item>
      <PhotosField school={school} name={['evidence', 'photos']} label="凭据的照片" most={3} />
    </>
  );
}
