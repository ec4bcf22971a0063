import { Alert, Checkbox } from 'antd';
import type { ApiError } from '../api/api-error.js';

interface Props {
  error: ApiError | null;
  confirmed: boolean;
  onConfirm: (confirmed: boolean) => void;
}

const places: Readonly<Record<string, string>> = {
  question: '问题里',
  text: '回答里',
  keywords: '别的问法里',
};

/** Whether a person may say that what was found leads to nobody. */
export const mayConfirm = (error: ApiError | null): boolean =>
  error?.code === 'personal_details' && error.fields.some(({ path }) => path === 'confirmed');

/** What looked like a personal detail and where, and the box to tick where it is none. */
export function DetailsNote({ error, confirmed, onConfirm }: Props) {
  if (error?.code !== 'personal_details') return null;
  const found = error.fields.filter(({ path }) => path !== 'confirmed');
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={error.message}
      data-testid="personal-details"
      style={{ marginBottom: 16 }}
      description={
        <>
          {found.length > 0 && (
            <ul style={{ margin: '4px 0 8px', paddingInlineStart: 18 }}>
              {found.map(({ path, message }) => (
                <li key={`${path} ${message}`}>
                  {places[path] ?? ''}：{message}
                </li>
              ))}
            </ul>
          )}
          {mayConfirm(error) && (
            <Checkbox
              checked={confirmed}
              onChange={({ target }) => onConfirm(target.checked)}
              data-testid="answer-confirm"
            >
              我看过了，没有能认出是哪一家的话
            </Checkbox>
          )}
        </>
      }
    />
  );
}
