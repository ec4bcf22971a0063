import { parseArgs } from 'node:util';
import { entities } from '../entities.js';
import { KeyError, KeyRegistry } from '../platform/auth/key-registry.js';
import { Keyring, MissingKeyError } from '../platform/auth/keyring.js';
import { SystemClock } from '../platform/clock/clock.js';
import { EnvError, readEnv } from '../platform/config/env.js';
import { DatabaseInUseError, openDatabase } from '../platform/database/open-database.js';
import { Reencryption } from '../platform/database/reencryption.js';
import type { TableReport } from '../platform/database/reencryption.js';

const usage = 'npm run keys:rotate -- [--batch 200]';

/** Encrypts every record of the installation that the environment names with the first key of XINQIAO_KEYS. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { batch: { type: 'string', default: '200' } } });
  const batch = Number(values.batch);
  if (!Number.isInteger(batch) || batch < 1 || batch > 1000) throw new KeyError(usage);
  const env = readEnv(process.env);
  const keyring = new Keyring(env.SECRET_KEY, env.XINQIAO_KEYS);
  const database = await openDatabase({ url: env.DATABASE_URL, dataDir: env.DATA_DIR, entities });
  database.useKeys(keyring);
  const rows = new Reencryption(database, keyring);
  try {
    await new KeyRegistry(database, new SystemClock(), keyring, rows).check();
    // Whoever watches sees that it goes on; whoever kills it loses nothing.
    const reports = (await rows.run({ batch, said: (line) => process.stdout.write(`… ${line}\n`) })) ?? [];
    await database.rebuild();
    say(reports, keyring.activeId);
  } finally {
    await database.close();
  }
}

function say(reports: readonly TableReport[], activeId: string): void {
  for (const { table, keys, changed, broken } of reports) {
    const counts = Object.entries(keys).map(([id, count]) => `${id} ${count}`);
    const trouble =
      broken.length > 0
        ? ` · unreadable / 打不开 ${broken.length} (id ${broken.slice(0, 10).join(', ')})`
        : '';
    console.log(`${table}: ${counts.join(', ') || '0'} · changed / 重新加密 ${changed}${trouble}`);
  }
  const others = reports.flatMap(({ keys }) => Object.keys(keys)).filter((id) => id !== activeId);
  if (others.length > 0)
    throw new KeyError(
      `Not everything is encrypted with "${activeId}": keep the other keys. 还有内容没有换成密钥“${activeId}”，旧密钥请留着。`,
    );
  console.log(
    `所有内容都已用密钥“${activeId}”加密，并已核对；旧密钥可以从配置里拿掉。旧备份还要用旧密钥打开，请一起保管好。\n` +
      `Every record is encrypted with "${activeId}", and was looked at once more. Other keys may leave the settings; keep them with the backups of their time.`,
  );
}

try {
  await main();
} catch (error) {
  const isForPeople =
    error instanceof KeyError || error instanceof EnvError || error instanceof MissingKeyError;
  const inUse =
    '服务器还在使用这个数据库：重新启动它，它自己会换；或者先停下来。The server is running on this database: restart it and it rotates by itself, or stop it first.';
  console.error(error instanceof DatabaseInUseError ? inUse : isForPeople ? error.message : error);
  process.exitCode = 1;
}
