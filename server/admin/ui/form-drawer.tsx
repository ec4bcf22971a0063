import { Form, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/api-error.js';
import { FormEnd } from './form-end.js';
import { showFieldErrors } from './form-errors.js';
import { DrawerInFront } from './in-front.js';

interface Sending<Body> {
  mutate: (body: Body, options: { onError: (error: ApiError) => void }) => void;
  error: ApiError | null;
  isPending: boolean;
}

interface Props<Values extends object, Body> {
  title: string;
  onClose: () => void;
  /** From `useCommand`. */
  command: Sending<Body>;
  toBody: (values: Values) => Body;
  initial?: Partial<Values>;
  form?: FormInstance<Values>;
  size?: number;
  testId: string;
  children: ReactNode;
}

/** A form in a drawer: its fields, what went wrong beside each of them, and the button that stores it (`TESTID-submit`). */
export function FormDrawer<Values extends object, Body>({
  title,
  onClose,
  command,
  toBody,
  initial = {},
  form: given,
  size = 420,
  testId,
  children,
}: Props<Values, Body>) {
  const [form] = Form.useForm<Values>(given);
  return (
    <DrawerInFront title={title} onClose={onClose} size={size} data-testid={`${testId}-panel`}>
      <Form
        form={form}
        name={testId}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(values) =>
          command.mutate(toBody(values), { onError: (error) => showFieldErrors(form, error) })
        }
      >
        {children}
        <FormEnd command={command} testId={`${testId}-submit`} />
      </Form>
    </DrawerInFront>
  );
}
