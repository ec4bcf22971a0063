import type { QueryRunner } from 'typeorm';
import { createTable, id, ref, token, code, line, text, whole, at, primary, nullable } from '../table.js';

/** Messages, timers, request keys and what WeChat needs remembered. */
export async function outboxTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'idempotency',
    {
      id: id(),
      scope: token(),
      key: token(),
      bodyHash: token(),
      createdAt: at(),
    },
    [
      { name: 'idempotency_created', columns: ['createdAt'] },
      { name: 'idempotency_key', columns: ['scope', 'key'], unique: true },
    ],
  );
  await createTable(
    runner,
    'outbox',
    {
      id: id(),
      token: token(),
      inSchool: nullable(ref()),
      kind: code(),
      channel: code(),
      personId: nullable(ref()),
      seal: nullable(token()),
      subjectType: nullable(code()),
      subjectId: nullable(ref()),
      payload: text(),
      state: code(),
      attempts: whole(),
      dueAt: at(),
      leasedBy: nullable(token()),
      leasedUntil: nullable(at()),
      reason: nullable(line(200)),
      createdAt: at(),
      changedAt: at(),
    },
    [
      { name: 'outbox_subject', columns: ['subjectType', 'subjectId'] },
      { name: 'outbox_school', columns: ['inSchool', 'state', 'id'] },
      { name: 'outbox_token', columns: ['token'], unique: true },
      { name: 'outbox_due', columns: ['state', 'dueAt', 'id'] },
    ],
  );
  await createTable(
    runner,
    'timer',
    {
      id: id(),
      kind: code(),
      subjectType: code(),
      subjectId: ref(),
      inSchool: nullable(ref()),
      dueAt: at(),
      attempts: whole(),
      leasedBy: nullable(token()),
      leasedUntil: nullable(at()),
      lastError: nullable(line(200)),
    },
    [
      { name: 'timer_subject', columns: ['kind', 'subjectType', 'subjectId'], unique: true },
      { name: 'timer_due', columns: ['dueAt', 'id'] },
    ],
  );
  await createTable(
    runner,
    'wechat_seen',
    {
      key: primary(token()),
      at: at(),
    },
    [{ name: 'wechat_seen_at', columns: ['at'] }],
  );
  await createTable(
    runner,
    'wechat_token',
    {
      appId: primary(token()),
      token: token(600),
      expiresAt: at(),
      lockedUntil: nullable(at()),
    },
    [],
  );
}
