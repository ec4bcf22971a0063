import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { entities } from '../entities.js';
import { FirstAdminError, makeFirstAdmin, makeFirstOfficer, recoverAdmin } from '../first-admin.js';
import type { FirstAdmin, FirstOfficer } from '../first-admin.js';
import { SystemClock } from '../platform/clock/clock.js';
import { EnvError, readEnv } from '../platform/config/env.js';
import { DatabaseInUseError, openDatabase } from '../platform/database/open-database.js';

const usage = `npm run admin:first -- --region 桃源县 --school 桃源镇中心幼儿园 --kind kindergarten|primary --name 王秀英 --login wang.xiuying
npm run admin:first -- --office --region 桃源县 --name 彭远 --login peng.yuan
npm run admin:first -- --recover LOGIN

Makes the first person who may sign in to the admin page, as 园长/校长 of a school; the school and its region are made
where they are not there yet. Refuses once anybody leads a school. Prints a password that is good for one sign-in and
is shown nowhere else. --office makes the first 区域管理员 of a region instead, who adds everybody else above the
schools; it refuses once anybody administers that region or one above it. --recover gives somebody who leads a school
or administers a region and is shut out a new password, and takes her second step and her sessions away.`;

const text = { type: 'string' } as const;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...{ region: text, school: text, name: text, login: text, recover: text },
      kind: { type: 'string', default: 'kindergarten' },
      office: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { recover, office, help, kind, school, ...given } = values;
  if (help || (recover === undefined && !given.login) || (office && school !== undefined))
    throw new FirstAdminError(usage);
  const env = readEnv(process.env);
  const database = await openDatabase({ url: env.DATABASE_URL, dataDir: env.DATA_DIR, entities });
  try {
    const now = new SystemClock().now();
    const made = await (recover !== undefined
      ? recoverAdmin(database, now, recover)
      : office
        ? makeFirstOfficer(database, now, given as z.input<typeof FirstOfficer>)
        : makeFirstAdmin(database, now, { ...given, kind, school } as z.input<typeof FirstAdmin>));
    // To the terminal and nowhere else: no log, no file.
    process.stdout.write(
      [
        `账号 login           ${made.login}`,
        `一次性密码 password  ${made.password}`,
        '只显示这一次，登录后要马上换成自己的。Shown this once; it must be changed at the first sign-in.',
        '',
      ].join('\n'),
    );
  } finally {
    await database.close();
  }
}

try {
  await main();
} catch (error) {
  const { code = '', message } = error as Error & { code?: string };
  const isForPeople =
    error instanceof FirstAdminError || error instanceof EnvError || code.startsWith('ERR_PARSE_ARGS');
  if (error instanceof DatabaseInUseError)
    console.error('服务正在使用这个数据目录，请先停下来。The server uses this folder: stop it first.');
  else console.error(isForPeople ? message : error);
  process.exitCode = 1;
}
