import { Form, Input } from 'antd';

interface Props {
  name: string | (string | number)[];
  label: string;
  /** What is said where it is left empty; without it the day may be left out. */
  missing?: string;
  testId?: string;
}

/** A day within a form; left empty it is null. */
export function DayField({ name, label, missing, testId }: Props) {
  return (
    <Form.Item
      name={name}
      label={label}
      rules={missing === undefined ? [] : [{ required: true, message: missing }]}
      getValueProps={(value: string | null | undefined) => ({ value: value ?? '' })}
      getValueFromEvent={(event: { target: { value: string } }) => event.target.value || null}
    >
      <Input type="date" data-testid={testId ?? `day-${String(name)}`} />
    </Form.Item>
  );
}

interface SpanProps {
  /** What it means to name no last day, e.g. 一直有. */
  openEnd: string;
}

/** From a day on, perhaps until another: the fields `fromDay` and `toDay`. */
export function SpanFields({ openEnd }: SpanProps) {
  return (
    <>
      <DayField name="fromDay" label="从哪天起" missing="请选日子" />
      <DayField name="toDay" label={`到哪天（不填就${openEnd}）`} />
    </>
  );
}
