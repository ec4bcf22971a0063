import type { QueryRunner } from 'typeorm';
import {
  createTable,
  id,
  ref,
  token,
  code,
  line,
  text,
  whole,
  flag,
  at,
  primary,
  nullable,
} from '../table.js';

/** Persons, accounts, sessions and how they sign in. */
export async function identityTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'account',
    {
      id: id(),
      appId: token(),
      openid: token(128),
      unionid: nullable(token(128)),
      serviceOpenid: nullable(token(128)),
      createdAt: at(),
    },
    [
      { name: 'account_unionid', columns: ['unionid'] },
      { name: 'account_openid', columns: ['appId', 'openid'], unique: true },
    ],
  );
  await createTable(
    runner,
    'account_person',
    {
      id: id(),
      accountId: ref(),
      personId: ref(),
      boundAt: at(),
      endedAt: nullable(at()),
    },
    [
      { name: 'account_person_person', columns: ['personId'] },
      { name: 'account_person_account', columns: ['accountId'] },
    ],
  );
  await createTable(
    runner,
    'binding_code',
    {
      id: id(),
      codeHash: token(),
      personId: ref(),
      createdBy: ref(),
      createdAt: at(),
      expiresAt: at(),
      usedAt: nullable(at()),
    },
    [
      { name: 'binding_code_person', columns: ['personId'] },
      { name: 'binding_code_hash', columns: ['codeHash'], unique: true },
    ],
  );
  await createTable(
    runner,
    'installation',
    {
      key: primary(token()),
      value: text(),
    },
    [],
  );
  await createTable(
    runner,
    'password_login',
    {
      id: id(),
      personId: ref(),
      login: token(),
      hash: line(255),
      mustChange: flag(),
      failures: whole(),
      lockedUntil: nullable(at()),
      endedAt: nullable(at()),
    },
    [
      { name: 'password_login_person', columns: ['personId'] },
      { name: 'password_login_login', columns: ['login'], unique: true },
    ],
  );
  await createTable(
    runner,
    'person',
    {
      id: id(),
      token: token(),
      name: line(60),
      createdAt: at(),
    },
    [{ name: 'person_token', columns: ['token'], unique: true }],
  );
  await createTable(
    runner,
    'session',
    {
      id: id(),
      tokenHash: token(),
      kind: code(),
      accountId: nullable(ref()),
      personId: nullable(ref()),
      createdAt: at(),
      expiresAt: at(),
      endedAt: nullable(at()),
    },
    [
      { name: 'session_account', columns: ['accountId'] },
      { name: 'session_person', columns: ['personId'] },
      { name: 'session_token_hash', columns: ['tokenHash'], unique: true },
    ],
  );
  await createTable(
    runner,
    'subscription_credit',
    {
      id: id(),
      accountId: ref(),
      templateKey: code(),
      credits: whole(),
      changedAt: at(),
    },
    [{ name: 'subscription_credit_template', columns: ['accountId', 'templateKey'], unique: true }],
  );
}
