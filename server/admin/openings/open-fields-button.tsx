import { openForHours, reviewedWithinHours, shortestReason } from '#shared/people/opening-limits.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import type { ChildDetail } from '#shared/people/family.js';
import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { openFields } from '../api/openings.api.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

type Fields = ChildDetail['abilities']['openFields'];
interface Values {
  fields: Fields;
  reason: string;
}

/** 急事打开: what her office does not show of this child, for a reason that somebody else will read. */
export function OpenFieldsButton({ child, onOpened }: { child: ChildDetail; onOpened: () => void }) {
  const [asking, setAsking] = useState(false);
  const [form] = Form.useForm<Values>();
  const command = useCommand(
    (values: Values, key) => openFields(child.token, values, key),
    () => {
      setAsking(false);
      onOpened();
    },
  );
  const may = child.abilities.openFields;
  if (may.length === 0) return null;
  const noConsent = may.filter((one) => child.withheld.includes(one));
  return (
    <>
      <div className="row">
        <Button onClick={() => setAsking(true)} data-testid="open-fields">
          有急事，要看{may.map((one) => fieldClasses[one]).join('、')}资料
        </Button>
      </div>
      <Modal
        open={asking}
        title={`打开${child.name}平时不显示的资料`}
        okText={`打开 ${openForHours} 小时`}
        cancelText="不看了"
        okButtonProps={{ danger: true, 'data-testid': 'open-fields-submit' }}
        confirmLoading={command.isPending}
        onOk={() => form.submit()}
        onCancel={() => setAsking(false)}
        destroyOnHidden
      >
        <div className="stack">
          <Alert
            type="warning"
            showIcon
            title="只为孩子眼前的安全打开"
            description={`安全保护专员马上会收到提醒，${reviewedWithinHours} 小时内由另一个人看您写的原因。看的每一次都有记录${noConsent.length > 0 ? '；家里没同意的，家里也看得到是谁看的' : ''}。`}
          />
          <Form
            form={form}
            name="open-fields"
            layout="vertical"
            requiredMark={false}
            initialValues={{ fields: may.slice(0, 1) }}
            onFinish={(values) =>
              command.mutate(values, { onError: (error) => showFieldErrors(form, error) })
            }
          >
            <Form.Item
              name="fields"
              label="要看什么"
              rules={[{ type: 'array', min: 1, message: '请选要看什么' }]}
            >
              <Checkbox.Group options={may.map((one) => ({ value: one, label: fieldClasses[one] }))} />
            </Form.Item>
            <Form.Item
              name="reason"
              label="为什么现在要看"
              extra={`写清楚发生了什么，至少 ${shortestReason} 个字。`}
              rules={[
                { required: true, whitespace: true, message: '请写原因' },
                { min: shortestReason, message: `至少 ${shortestReason} 个字` },
              ]}
            >
              <Input.TextArea rows={4} maxLength={300} showCount data-testid="open-fields-reason" />
            </Form.Item>
          </Form>
          <ProblemNote error={command.error} />
        </div>
      </Modal>
    </>
  );
}
