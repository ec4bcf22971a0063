import path from 'node:path';
import { parseArgs } from 'node:util';
import { SystemClock } from '../platform/clock/clock.js';
import { EnvError, readEnv } from '../platform/config/env.js';
import { BackupError } from '../platform/database/backup-format.js';
import { writeBackup } from '../platform/database/backup-write.js';

const usage = 'npm run backup -- --to FILE.tar.gz|FOLDER';

/** Makes a backup of the installation that the environment names; the server may go on running. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  if (values.to === undefined) throw new BackupError(`Where to? / 备份到哪里？ ${usage}`);
  const env = readEnv(process.env);
  const { tables, media } = await writeBackup({
    to: path.resolve(values.to),
    url: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    mediaDir: path.join(env.DATA_DIR, 'media'),
    secretKey: env.SECRET_KEY,
    now: new SystemClock().now(),
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    [
      `已备份 ${rows} 行、${media.length} 个照片文件 · ${rows} rows and ${media.length} photo files are in ${values.to}`,
      '备份里有家庭的个人信息，请加密存放。It holds personal data of families: keep it encrypted.',
      '备份里没有密钥。请把 SECRET_KEY（或 secret.key）和 XINQIAO_KEYS 另外保管，没有它们就读不出家庭写的内容。',
      'The keys are not in it. Keep SECRET_KEY (or secret.key) and XINQIAO_KEYS apart: without them nothing that families wrote can be read.',
    ].join('\n'),
  );
}

try {
  await main();
} catch (error) {
  const isForPeople = error instanceof BackupError || error instanceof EnvError;
  console.error(isForPeople ? error.message : error);
  process.exitCode = 1;
}
