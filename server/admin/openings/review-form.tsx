import type { OpeningVerdict, OpeningView } from '#shared/people/break-glass.js';
import { openingVerdicts } from '#shared/people/break-glass.js';
import { Form, Input, Radio } from 'antd';
import { reviewOpening } from '../api/openings.api.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { ModalInFront } from '../ui/in-front.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

interface Values {
  verdict: OpeningVerdict;
  note: string;
}

interface Props {
  opening: OpeningView;
  onClose: () => void;
  onDone: () => void;
}

/** 合理 / 不合理, with a sentence. What was not justified is shut in the same moment. */
export function ReviewForm({ opening, onClose, onDone }: Props) {
  const [form] = Form.useForm<Values>();
  const command = useCommand((values: Values, key) => reviewOpening(opening.token, values, key), onDone);
  return (
    <ModalInFront
      title={`${opening.openedBy.name}打开这份资料，合理吗？`}
      okText="复核完了"
      cancelText="再看看"
      okButtonProps={{ 'data-testid': 'review-submit' }}
      confirmLoading={command.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        name="review"
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => command.mutate(values, { onError: (error) => showFieldErrors(form, error) })}
      >
        <Form.Item name="verdict" label="您看下来" rules={[{ required: true, message: '请选一个' }]}>
          <Radio.Group>
            {Object.entries(openingVerdicts).map(([verdict, words]) => (
              <Radio key={verdict} value={verdict} data-testid={`review-${verdict}`}>
                {words}
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item
          name="note"
          label="怎么核实的"
          extra="选“不合理”，没到时间的马上关上。"
          rules={[{ required: true, whitespace: true, message: '请写一句' }]}
        >
          <Input maxLength={200} data-testid="review-note" />
        </Form.Item>
        <ProblemNote error={command.error} />
      </Form>
    </ModalInFront>
  );
}
