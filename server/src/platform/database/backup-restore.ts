import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Keyring } from '../auth/keyring.js';
import type { DataKey } from '../auth/keyring.js';
import { collectErasures, replayErasures } from './backup-erasures.js';
import { BackupError, fingerprintOf, mediaFile } from './backup-format.js';
import type { Manifest, Row } from './backup-format.js';
import { openTarget } from './backup-load.js';
import type { LoadTarget } from './backup-load.js';
import { openBackup, rowsOf } from './backup-read.js';
import type { OpenedBackup } from './backup-read.js';
import { currentPosition, moveTo, positionOf } from './backup-schema.js';
import type { TableShape, Where } from './backup-snapshot.js';
import { migrations } from './migrations/index.js';
import { lockFolder, unlockFolder } from './open-database.js';

export interface RestoreOrder extends Where {
  /** Archive or folder. */
  from: string;
  mediaDir: string;
  secretKey: string;
  /** Data keys of the installation, as `Keyring` takes them. */
  keys?: readonly DataKey[] | undefined;
  /** Gives up what the database holds now. */
  replace: boolean;
  /**
   * Takes a backup that was written under other keys: its sealed reports stay closed for ever, and what families wrote
   * is emptied at the next start.
   */
  otherKey: boolean;
  now: Date;
}

export interface RestoreReport {
  manifest: Manifest;
  /** Contents that the backup brought back and that were emptied again. */
  erasedAgain: number;
  /** Messages that may have been sent since the backup was made, and are therefore not sent again. */
  notRepeated: number;
  /** Sessions that were open when the backup was made, and are not any more. */
  signedOut: number;
}

const rowsAtOnce = 200;

/**
 * Loads a backup. Every byte of it is checked before anything is touched; the rows come in one transaction, so that a
 * failure leaves the database as it was. No server may run on the database meanwhile.
 * @throws BackupError for everything that is refused, DatabaseInUseError while the embedded database is open elsewhere
 */
export async function restoreBackup(order: RestoreOrder): Promise<RestoreReport> {
  await mkdir(order.dataDir, { recursive: true });
  const draft = path.join(order.dataDir, '.restoring');
  await rm(draft, { recursive: true, force: true });
  const isEmbedded = order.url === undefined;
  if (isEmbedded) lockFolder(order.dataDir);
  try {
    const backup = await openBackup(order.from, draft);
    const position = positionOf(backup.manifest.schema);
    if (backup.manifest.key !== fingerprintOf(order.secretKey) && !order.otherKey) throw otherKey();
    const lost = keysLost(order, backup.manifest);
    if (lost.length > 0 && !order.otherKey) throw keysMissing(lost);
    await prepareSchema(order, position);
    await bringMedia(backup, order.mediaDir);
    const counts = await load(order, backup, lost.length > 0);
    await moveTo(order, migrations.length);
    return { manifest: backup.manifest, ...counts };
  } finally {
    await rm(draft, { recursive: true, force: true });
    if (isEmbedded) unlockFolder();
  }
}

const otherKey = () =>
  new BackupError(
    'The backup was written under another secret key. Set SECRET_KEY (or put secret.key into DATA_DIR) as it was ' +
      'there. With --other-key it is restored all the same, but its sealed reports stay closed for ever. ' +
      '备份用的是另一把密钥。请放回原来的密钥；加 --other-key 也能恢复，但不具名的事项再也找不到报告人。',
  );

/** Ids of the keys of a backup that this installation does not have, or has under the same id as another one. */
function keysLost({ secretKey, keys }: RestoreOrder, manifest: Manifest): string[] {
  const ring = new Keyring(secretKey, keys);
  return manifest.keys
    .filter(({ fingerprint }) => fingerprint !== '')
    .filter(({ id, fingerprint }) => !ring.has(id) || ring.fingerprintOf(id) !== fingerprint)
    .map(({ id }) => id);
}

const keysMissing = (ids: readonly string[]) =>
  new BackupError(
    `The backup is encrypted with keys that are not in XINQIAO_KEYS (or are others there): ${ids.join(', ')}. Add them ` +
      'behind the key in use. With --other-key it is restored all the same, but what they closed is lost. ' +
      `备份用的密钥不在配置里：${ids.join('、')}。请把它们加到 XINQIAO_KEYS；加 --other-key 也能恢复，但加密的内容就没有了。`,
  );

/** Lets the database have the schema of the backup, unless that would cost rows. */
async function prepareSchema(order: RestoreOrder, position: number): Promise<void> {
  const current = await currentPosition(order);
  if (current > 0 && (await holdsRows(order))) {
    if (!order.replace)
      throw new BackupError(
        'The database is not empty. Restore into an empty one, or give it up with --replace. ' +
          '数据库里已经有数据。请恢复到空的数据库，或加 --replace 覆盖它。',
      );
    if (current !== position)
      throw new BackupError(
        'The backup has an older schema than the database. Restore it into an empty one (another DATA_DIR or ' +
          'DATABASE_URL); it is brought up to date there. 备份的结构比现在的旧，请恢复到一个空的数据库。',
      );
    return;
  }
  await moveTo(order, position);
}

async function withTarget<R>(where: Where, work: (target: LoadTarget) => Promise<R>): Promise<R> {
  const target = openTarget(where);
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}

const holdsRows = (where: Where): Promise<boolean> =>
  withTarget(where, async (target) => {
    for (const { name } of await target.tables())
      if ((await target.ask(`SELECT 1 AS one FROM ${name} LIMIT 1`)).length > 0) return true;
    return false;
  });

/** Before the rows, as at every upload: a row never points at nothing, and files without a row are swept. */
async function bringMedia({ folder, manifest }: OpenedBackup, mediaDir: string): Promise<void> {
  const incoming = path.join(mediaDir, '.incoming');
  if (manifest.media.length > 0) await mkdir(incoming, { recursive: true });
  for (const { key } of manifest.media) {
    const place = path.join(mediaDir, key.slice(0, 2), key.slice(2, 4));
    await mkdir(place, { recursive: true });
    await copyFile(path.join(folder, mediaFile(key)), path.join(incoming, key));
    await rename(path.join(incoming, key), path.join(place, key));
  }
}

const load = (order: RestoreOrder, backup: OpenedBackup, isLost: boolean) =>
  withTarget(order, async (target) => {
    const tables = await target.tables();
    sameTables(tables, backup.manifest);
    const now = order.now.toISOString().replace('T', ' ').replace('Z', '');
    return target.atOnce(async () => {
      const erasures = await collectErasures(target);
      for (const { name } of tables) await target.change(`DELETE FROM ${name}`);
      for (const entry of backup.manifest.tables) {
        await fill(target, entry, rowsOf(backup, entry));
        const [counted] = await target.ask(`SELECT COUNT(*) AS rows_ FROM ${entry.name}`);
        if (counted?.['rows_'] !== entry.rows)
          throw new BackupError(`Not all rows of ${entry.name} arrived / 有的数据没有恢复`);
      }
      if (isLost) await forgetKeys(target);
      const erasedAgain = await replayErasures(target, erasures, now);
      const notRepeated = await parkMessages(target, now);
      return { erasedAgain, notRepeated, signedOut: await endSignIns(target, now) };
    });
  });

function sameTables(tables: TableShape[], manifest: Manifest): void {
  const words = (shapes: TableShape[]) =>
    shapes
      .map(({ name, columns }) => `${name} ${[...columns].sort().join(' ')}`)
      .sort()
      .join('\n');
  if (words(tables) !== words(manifest.tables))
    throw new BackupError('The tables of the backup are not those of its schema / 备份的表和它的版本对不上');
}

async function fill(target: LoadTarget, table: TableShape, rows: AsyncIterable<Row>): Promise<void> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < rowsAtOnce) continue;
    await target.insert(table, batch);
    batch = [];
  }
  await target.insert(table, batch);
}

/** The server that starts next has other keys: it notes its own, and empties what they do not open. */
async function forgetKeys(target: LoadTarget): Promise<void> {
  await target.change('DELETE FROM encryption_key');
  await target.change("DELETE FROM installation WHERE `key` IN ('keys.lost', 'keys.done', 'keys.rotation')");
  await target.change("INSERT INTO installation (`key`, `value`) VALUES ('keys.lost', 'true')");
}

/** What was due when the backup was made may have been sent since. It is shown to a person instead of sent twice. */
function parkMessages(target: LoadTarget, now: string): Promise<number> {
  return target.change(
    "UPDATE outbox SET state = 'unknown', reason = ?, leasedBy = NULL, leasedUntil = NULL " +
      "WHERE state IN ('waiting', 'sending') AND dueAt <= ?",
    ['从备份恢复的，可能已经发过', now],
  );
}

/** Whoever was signed in or held a binding code then may have been shut out since: nobody comes back with the rows. */
async function endSignIns(target: LoadTarget, now: string): Promise<number> {
  await target.change('UPDATE binding_code SET usedAt = ? WHERE usedAt IS NULL', [now]);
  await target.change(
    'UPDATE child_binding_code SET voidedAt = ? WHERE usedAt IS NULL AND voidedAt IS NULL',
    [now],
  );
  return target.change('UPDATE session SET endedAt = ? WHERE endedAt IS NULL', [now]);
}
