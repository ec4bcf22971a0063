import type { FormInstance } from 'antd';
import type { ApiError } from '../api/api-error.js';

/** Writes what the server refused beneath the fields it names (`roles.0.role` → ['roles', 0, 'role']). */
export function showFieldErrors(form: FormInstance, error: ApiError): void {
  form.setFields(
    error.fields.map(({ path, message }) => ({
      name: path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      errors: [message],
    })),
  );
}
