import type { ConsentText } from '#shared/consents/child-contract.js';
import { childPurposes } from '#shared/consents/child-purposes.js';
import { linePictures } from '#shared/consents/purposes.js';
import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { publishConsentText } from '../api/consents.api.js';
import { DrawerInFront } from '../ui/in-front.js';
import { VoiceField } from '../ui/voice-field.js';
import { FormEnd } from '../ui/form-end.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { useCommand } from '../ui/use-command.js';

interface Values {
  lines: { picture: (typeof linePictures)[number]; words: string }[];
  yes: string;
  no: string;
  asksAgain: boolean;
}

interface Props {
  school: string;
  /** The words of today, which the new ones follow. */
  text: ConsentText;
  onClose: () => void;
  onSaved: () => void;
}

const pictures: Record<(typeof linePictures)[number], string> = {
  ear: '耳朵',
  mic: '话筒',
  send: '送出去',
  shield: '盾牌',
  ok: '对勾',
  again: '再来',
};
const words = [
  { required: true, message: '请写一句' },
  { max: 60, message: '最多 60 个字' },
];

/** Publishes a new version of the words of one purpose. What families said to the old ones stays as it was. */
export function ConsentTextForm({ school, text, onClose, onSaved }: Props) {
  const [form] = Form.useForm<Values>();
  const [voice, setVoice] = useState<string | null>(null);
  const [speaking, setSpeaking] = useState(false);
  const command = useCommand(
    (values: Values, key) =>
      publishConsentText(school, { ...values, purpose: text.purpose, after: text.version, voice }, key),
    onSaved,
  );
  const { lines, yes, no } = text;
  return (
    <DrawerInFront
      title={`${childPurposes[text.purpose].title}：第 ${text.version + 1} 版`}
      onClose={onClose}
      size={560}
      data-testid="consent-text-panel"
    >
      <Form
        form={form}
        name="consent-text"
        layout="vertical"
        requiredMark={false}
        initialValues={{ lines, yes, no, asksAgain: true }}
        onFinish={(values: Values) =>
          command.mutate(values, { onError: (error) => showFieldErrors(form, error) })
        }
      >
        <Form.List name="lines">
          {(fields, { add, remove }) => (
            <div className="stack">
              {fields.map(({ key, name }) => (
                <div className="row" key={key} style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
                  <Form.Item name={[name, 'picture']} noStyle>
                    <Select
                      aria-label={`第 ${name + 1} 句的图`}
                      options={linePictures.map((value) => ({ value, label: pictures[value] }))}
                      style={{ width: 100 }}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'words']} rules={words} style={{ flex: 1, marginBottom: 8 }}>
                    <Input.TextArea
                      autoSize
                      maxLength={60}
                      aria-label={`第 ${name + 1} 句`}
                      data-testid={`consent-line-${name}`}
                    />
                  </Form.Item>
                  {fields.length > 1 && (
                    <Button type="text" onClick={() => remove(name)} aria-label={`去掉第 ${name + 1} 句`}>
                      去掉
                    </Button>
                  )}
                </div>
              ))}
              {fields.length < 8 && <Button onClick={() => add({ picture: 'ok', words: '' })}>加一句</Button>}
            </div>
          )}
        </Form.List>
        <Form.Item name="yes" label="同意以后会怎样" rules={words}>
          <Input maxLength={60} data-testid="consent-yes-words" />
        </Form.Item>
        <Form.Item name="no" label="不同意会怎样（不能有坏处）" rules={words}>
          <Input maxLength={60} data-testid="consent-no-words" />
        </Form.Item>
        <Form.Item label="录音（给不认字的家人听，可以没有）">
          <VoiceField school={school} voice={null} onChange={setVoice} onBusy={setSpeaking} />
        </Form.Item>
        <Form.Item name="asksAgain" label="以前同意过的人要不要再问一次">
          <Radio.Group
            data-testid="consent-asks-again"
            options={[
              { value: true, label: '要：意思变了，没再点以前先算不同意' },
              { value: false, label: '不用：只是说得更清楚' },
            ]}
            vertical
          />
        </Form.Item>
        <Alert
          type="info"
          showIcon
          title="发布以后不能改，只能再发一版。以前说过的话，记在原来那一版下面。"
        />
        <FormEnd command={command} testId="consent-text-submit" waits={speaking} />
      </Form>
    </DrawerInFront>
  );
}
