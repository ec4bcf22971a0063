import { Column } from 'typeorm';
import type { ColumnOptions } from 'typeorm';
import { onMysql } from './engine.js';
import { idTransformer } from './ids.js';

/**
 * Columns by intention, over the subset of types that both engines have. An entity says what a value is; how the
 * engine stores it is decided here and, in the same words, in the migrations' `table.ts`.
 */
type Nullable = { nullable?: boolean; unique?: boolean };
const asciiBinary = onMysql ? { charset: 'ascii', collation: 'ascii_bin' } : {};

/** Auto-increment id; never leaves the server. */
export const Id = () =>
  Column({
    type: onMysql ? 'bigint' : 'integer',
    primary: true,
    generated: 'increment',
    transformer: idTransformer,
  } as ColumnOptions);

/** Reference to another row's id. */
export const Ref = (options: Nullable & { primary?: boolean } = {}) =>
  Column({ type: onMysql ? 'bigint' : 'integer', transformer: idTransformer, ...options });

/** Random public name or hash: compared byte by byte, unlike Chinese text. */
export const TokenColumn = (options: Nullable & { length?: number; primary?: boolean } = {}) =>
  Column({ type: 'varchar', ...asciiBinary, length: 64, ...options });

/** Word from a list that the code knows (state, role, kind). */
export const Code = (options: Nullable & { length?: number } = {}) =>
  Column({ type: 'varchar', ...asciiBinary, length: 40, ...options });

const freeText = new Map<object, Set<string>>();

/** Columns that hold what people or programs wrote, plain, by class: a test asks for a reason for each. */
export const freeTextOf = (target: object): ReadonlySet<string> => freeText.get(target) ?? new Set();

function free(column: PropertyDecorator): PropertyDecorator {
  return (target, property) => {
    column(target, property);
    const known = freeText.get(target.constructor) ?? new Set<string>();
    freeText.set(target.constructor, known.add(String(property)));
  };
}

/** One line of text of at most `length` characters. Plain: what must not be read in a dump is `Encrypted`. */
export const Line = (length: number, options: Nullable = {}) =>
  free(Column({ type: 'varchar', length, ...options }));

/** Text of several lines. Plain, like `Line`. */
export const Text = (options: Nullable = {}) => free(Column({ type: 'text', ...options }));

export const Whole = (options: Nullable = {}) => Column({ type: onMysql ? 'int' : 'integer', ...options });

/** Share or probability. */
export const Fraction = (options: Nullable = {}) => Column({ type: 'double', ...options });

export const Flag = () => Column({ type: 'boolean' });

/** Instant in UTC with milliseconds. */
export const At = (options: Nullable = {}) =>
  Column({ type: 'datetime', ...(onMysql ? { precision: 3 } : {}), ...options });

/** Calendar day as `YYYY-MM-DD`; text, so that no driver moves it across a time zone. */
export const DayColumn = (options: Nullable = {}) =>
  Column({ type: 'varchar', ...asciiBinary, length: 10, ...options });

/** Small structured value kept as JSON text. Plain, like `Line`. */
export const Json = (options: Nullable = {}) =>
  free(
    Column({
      type: 'text',
      transformer: {
        to: (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value)),
        from: (raw: unknown): unknown => (typeof raw === 'string' ? JSON.parse(raw) : raw),
      },
      ...options,
    }),
  );

/**
 * Options of a table whose rows lie in the order of their own random key: the embedded engine keeps no hidden number
 * that tells which came first; the server's never did.
 */
export const withoutOrder = { withoutRowid: true };
