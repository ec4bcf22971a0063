import path from 'node:path';
import { parseArgs } from 'node:util';
import { SystemClock } from '../platform/clock/clock.js';
import { EnvError, readEnv } from '../platform/config/env.js';
import { BackupError } from '../platform/database/backup-format.js';
import { restoreBackup } from '../platform/database/backup-restore.js';
import { DatabaseInUseError } from '../platform/database/open-database.js';

const usage = 'npm run restore -- --from FILE.tar.gz|FOLDER [--replace] [--other-key]';

/** Loads a backup into the installation that the environment names. The server must be stopped. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      replace: { type: 'boolean', default: false },
      'other-key': { type: 'boolean', default: false },
    },
  });
  if (values.from === undefined) throw new BackupError(`From where? / 从哪里恢复？ ${usage}`);
  const env = readEnv(process.env);
  const { manifest, erasedAgain, notRepeated, signedOut } = await restoreBackup({
    from: path.resolve(values.from),
    url: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    mediaDir: path.join(env.DATA_DIR, 'media'),
    secretKey: env.SECRET_KEY,
    keys: env.XINQIAO_KEYS,
    replace: values.replace,
    otherKey: values['other-key'],
    now: new SystemClock().now(),
  });
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    [
      `已恢复 ${manifest.madeAt} 的备份：${rows} 行，${manifest.media.length} 个照片文件。`,
      `Restored the backup of ${manifest.madeAt}: ${rows} rows, ${manifest.media.length} photo files.`,
      `之后删掉过的内容又删了一遍：${erasedAgain} 条。Erased again what had been erased since: ${erasedAgain}.`,
      `可能已经发过、不再重发的消息：${notRepeated} 条。Messages not sent again, because they may have arrived: ${notRepeated}.`,
      `所有人要重新登录（${signedOut} 处已退出），没用过的绑定码作废，请重新发。`,
      `Everybody has to sign in again (${signedOut} sessions ended); unused binding codes are void.`,
      ...(values.replace
        ? []
        : [
            '这个数据库原来是空的：备份之后家长要求删除的内容，请再删一遍。',
            'The database was empty before: what was erased after the backup was made must be erased once more.',
          ]),
    ].join('\n'),
  );
}

try {
  await main();
} catch (error) {
  const words =
    error instanceof DatabaseInUseError
      ? 'The server is still running on this database: stop it first / 服务器还在使用这个数据库，请先停下来。'
      : error instanceof BackupError || error instanceof EnvError
        ? error.message
        : error;
  console.error(words);
  process.exitCode = 1;
}
