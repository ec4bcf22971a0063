import { evidenceKinds } from '#shared/people/vocabulary.js';
import { Form, Input, Select } from 'antd';

const kinds = Object.entries(evidenceKinds)
  .filter(([value]) => value !== 'binding')
  .map(([value, label]) => ({ value, label }));

/** On what it rests: the kind of paper, and a few words. */
export function EvidenceFields() {
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
    </>
  );
}
