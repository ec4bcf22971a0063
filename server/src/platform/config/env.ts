import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { DataKey } from '../auth/keyring.js';
import { isServerUrl } from '../database/server-url.js';

/** demo: emulator and demo school, loopback only · development: emulator, own data · production: neither · test. */
const Mode = z.enum(['demo', 'development', 'production', 'test']);

const Secret = z
  .string()
  .refine(
    (value) => Buffer.from(value, 'base64').length === 32,
    'must be 32 bytes in base64 (openssl rand -base64 32)',
  );

/** `id:key,id:key`: the first encrypts, the others still open what they once encrypted. */
const DataKeys = z.string().transform((list, context): DataKey[] => {
  const keys = list.split(',').map((one) => {
    const [id = '', secret = ''] = one.trim().split(':');
    return { id, secret };
  });
  const isWhole = keys.every(
    ({ id, secret }) => /^[a-z0-9-]{1,16}$/.test(id) && Buffer.from(secret, 'base64').length === 32,
  );
  const isClear = new Set(keys.map(({ id }) => id)).size === keys.length;
  if (!isWhole || !isClear)
    context.addIssue({
      code: 'custom',
      message: 'must be id:key,id:key with ids of a-z, 0-9 and - (at most 16) and keys of 32 bytes in base64',
    });
  return keys;
});

/** Secret of the emulator's service account. A production without a secret of its own has no service account. */
export const emulatedServiceSecret = 'demo-service-secret';

const EnvSchema = z.object({
  XINQIAO_MODE: Mode.default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine(isServerUrl, 'must be the address of a database server, as README.md shows')
    .optional(),
  PUBLIC_URL: z.url().optional(),
  SECRET_KEY: Secret.optional(),
  XINQIAO_KEYS: DataKeys.optional(),
  WECHAT_APP_ID: z.string().default('wxdemo0000000000'),
  WECHAT_APP_SECRET: z.string().default('demo-secret'),
  WECHAT_SERVICE_APP_ID: z.string().default('wxservice0000000'),
  WECHAT_SERVICE_APP_SECRET: z.string().default(emulatedServiceSecret),
  WECHAT_CALLBACK_TOKEN: z.string().default('demo-callback-token'),
  WECHAT_ENCODING_AES_KEY: z.string().length(43).default('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'),
  WECHAT_API_BASE: z.url().optional(),
  WECHAT_TEMPLATE_PROGRESS: z.string().default('tmpl-progress'),
  WECHAT_TEMPLATE_WORK: z.string().default('tmpl-work'),
  WECHAT_SERVICE_TEMPLATE_PROGRESS: z.string().optional(),
  WECHAT_SERVICE_TEMPLATE_WORK: z.string().optional(),
  TRUST_PROXY: z.string().optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Env = z.infer<typeof EnvSchema> & { SECRET_KEY: string };

/** A setting that keeps the server from starting, in words an administrator can act on. */
export class EnvError extends Error {}

/**
 * Reads and checks the environment. In production everything that protects children must be given; elsewhere the
 * secret is made once and kept in `DATA_DIR`, so that sessions survive a restart.
 */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  // An empty value in a .env file means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = EnvSchema.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const env = parsed.data;
  if (env.XINQIAO_MODE === 'production') refuseDemoValues(env, given);
  if (env.XINQIAO_MODE !== 'production' && !['127.0.0.1', '::1', 'localhost'].includes(env.HOST)) {
    throw new EnvError(
      'HOST: with the WeChat emulator anybody can be everybody, so it listens on loopback only (127.0.0.1). For a school set XINQIAO_MODE=production.',
    );
  }
  return { ...env, SECRET_KEY: env.SECRET_KEY ?? keptSecret(env.DATA_DIR) };
}

const requiredInProduction = [
  'SECRET_KEY',
  'PUBLIC_URL',
  'WECHAT_APP_ID',
  'WECHAT_APP_SECRET',
  'WECHAT_CALLBACK_TOKEN',
  'WECHAT_ENCODING_AES_KEY',
  'WECHAT_TEMPLATE_PROGRESS',
  'WECHAT_TEMPLATE_WORK',
] as const;

function refuseDemoValues(env: z.infer<typeof EnvSchema>, given: NodeJS.ProcessEnv): void {
  const missing = requiredInProduction.filter((name) => given[name] === undefined);
  if (missing.length > 0) throw new EnvError(`In production these must be set: ${missing.join(', ')}`);
  const demo = readDefaults();
  const open = requiredInProduction.filter((name) => given[name] === demo[name]);
  if (open.length > 0)
    throw new EnvError(`In production these must not have the values of the demo: ${open.join(', ')}`);
  if (env.WECHAT_API_BASE?.includes('/emulator')) {
    throw new EnvError('WECHAT_API_BASE: production does not start with the WeChat emulator');
  }
}

/** What everybody can read in this file and is therefore no secret. */
const readDefaults = (): Record<string, unknown> => EnvSchema.parse({});

function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret.key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dataDir, { recursive: true });
  const secret = randomBytes(32).toString('base64');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
