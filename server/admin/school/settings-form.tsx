import type { SchoolSettings } from '#shared/school/settings.js';
import { App, Button, Form, InputNumber, Select } from 'antd';
import { updateSettings } from '../api/school.api.js';
import { roleChoices } from '../people/role-names.js';
import { PersonSelect } from '../people/person-select.js';
import { showFieldErrors } from '../ui/form-errors.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

interface Props {
  school: string;
  settings: SchoolSettings;
  onSaved: (settings: SchoolSettings) => void;
}

/** As shown: the threshold in percent, and nobody for the principal. */
type Values = Omit<SchoolSettings, 'classifierThreshold' | 'firstListener'> & {
  thresholdPercent: number;
  firstListener?: string | null;
};

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: `${hour} 点` }));

/** What a school can set, each with a sentence on what it does. */
export function SettingsForm({ school, settings, onSaved }: Props) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const command = useCommand(
    (values: Values) => {
      const { thresholdPercent, firstListener = null, secondStepFor, ...rest } = values;
      const classifierThreshold = thresholdPercent / 100;
      const chosen = secondStepFor && secondStepFor.length > 0 ? secondStepFor : null;
      return updateSettings(school, { ...rest, firstListener, classifierThreshold, secondStepFor: chosen });
    },
    (saved) => {
      onSaved(saved);
      void message.success('设置存好了');
    },
  );
  return (
    <div className="card">
      <Form
        form={form}
        name="settings"
        layout="vertical"
        requiredMark={false}
        initialValues={{
          ...settings,
          secondStepFor: settings.secondStepFor ?? [],
          thresholdPercent: Math.round(settings.classifierThreshold * 100),
        }}
        onFinish={(values) => command.mutate(values, { onError: (error) => showFieldErrors(form, error) })}
      >
        <Form.Item
          name="silenceDays"
          label="办好以后等家长几天"
          extra="过了这些天家长还没说，就记成「办了，家长没说」，不算修好。"
          rules={[{ required: true, message: '请填 1 到 60' }]}
        >
          <InputNumber
            min={1}
            max={60}
            precision={0}
            suffix="天"
            data-testid="settings-silence-days"
            style={{ width: 160 }}
          />
        </Form.Item>
        <Form.Item
          name="thresholdPercent"
          label="系统有多大把握才自己分类"
          extra="把握不够的，只提建议，由人来定。"
          rules={[{ required: true, message: '请填 0 到 100' }]}
        >
          <InputNumber
            min={0}
            max={100}
            precision={0}
            suffix="%"
            data-testid="settings-threshold"
            style={{ width: 160 }}
          />
        </Form.Item>
        <Form.Item
          name="firstListener"
          label="不知道说的是什么的录音，谁先听"
          extra="不选就是园长/校长。孩子自己班上的老师不会先听到。"
        >
          <PersonSelect school={school} placeholder="园长/校长" allowClear testId="settings-first-listener" />
        </Form.Item>
        <Form.Item
          name="secondStepFor"
          label="哪些岗位登录管理页面要用动态验证码"
          extra="选了，就只有选的岗位要用。不选就按系统的：正式使用时，园长/校长、管理员和安全保护岗位要用。下次登录起算；别的岗位也可以自己用。"
        >
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            allowClear
            placeholder="按系统的"
            options={roleChoices}
            data-testid="settings-second-step"
          />
        </Form.Item>
        <Form.Item
          label="晚上不打扰"
          extra="这段时间的消息等到早上再发。两个钟点一样，就是不设。"
          style={{ marginBottom: 24 }}
        >
          <div className="row">
            <span>从</span>
            <Form.Item name="quietFrom" noStyle>
              <Select
                options={hours}
                aria-label="从几点起"
                style={{ width: 110 }}
                data-testid="settings-quiet-from"
              />
            </Form.Item>
            <span>到第二天</span>
            <Form.Item name="quietTo" noStyle>
              <Select
                options={hours}
                aria-label="到几点"
                style={{ width: 110 }}
                data-testid="settings-quiet-to"
              />
            </Form.Item>
          </div>
        </Form.Item>
        <ProblemNote error={command.error} />
        <Button
          type="primary"
          htmlType="submit"
          size="large"
          loading={command.isPending}
          data-testid="settings-submit"
        >
          存下
        </Button>
      </Form>
    </div>
  );
}
