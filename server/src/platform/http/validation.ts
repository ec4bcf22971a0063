import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { ProblemError } from './problem-error.js';

const pathOf = (path: readonly (PropertyKey | { key: PropertyKey })[] | undefined): string =>
  (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');

/** Validates every body, query and parameter that names a schema; what does not fit is a 400 with the places named. */
export function validationPipe(): StandardSchemaValidationPipe {
  z.config(z.locales.zhCN());
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new ProblemError('invalid_input', {
        errors: issues.slice(0, 20).map((issue) => ({ path: pathOf(issue.path), message: issue.message })),
      }),
  });
}

/** Validates a value outside the pipe (form fields, headers). */
export function validated<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid_input', {
    errors: parsed.error.issues
      .slice(0, 20)
      .map((issue) => ({ path: pathOf(issue.path), message: issue.message })),
  });
}
