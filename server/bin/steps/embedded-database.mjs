// The embedded database is a native module: it is fetched ready-made for common systems and compiled elsewhere.
import { createRequire } from 'node:module';
import { missing, say } from './say.mjs';
import { npm, run } from './tools.mjs';

const require = createRequire(import.meta.url);

const howToGetACompiler = [
  'Debian/Ubuntu: sudo apt-get install -y build-essential python3',
  'macOS:         xcode-select --install',
  'Windows:       winget install Microsoft.VisualStudio.2022.BuildTools   (workload "Desktop development with C++")',
  '               winget install Python.Python.3.12',
];

/** Whether this DATABASE_URL means a server, so that the embedded database is not needed. */
export const namesADatabaseServer = (url) => /^(mysql|mariadb):/.test(url ?? '');

/**
 * Makes sure that better-sqlite3 can be loaded by this Node; builds it once if not.
 * @throws {Missing} when it cannot be had, with what to install
 */
export async function ensureEmbeddedDatabase() {
  if (await loads()) return;
  say(
    'preparing the embedded database; where it must be compiled this takes about two minutes …',
    '正在准备内置数据库；如果需要编译，大约两分钟……',
  );
  const { code, output } = await npm(['rebuild', 'better-sqlite3']);
  if (code === 0 && (await loads())) return;
  throw missing(
    'The embedded database (better-sqlite3) has no ready-made binary for this system and could not be compiled. Install a compiler and Python and start again, or use a MySQL or MariaDB server: DATABASE_URL=mysql://user:password@host:3306/xinqiao npm start',
    '内置数据库（better-sqlite3）没有适合本系统的现成文件，也无法编译。请安装编译器和 Python 后重新启动，或改用 MySQL/MariaDB：DATABASE_URL=mysql://user:password@host:3306/xinqiao npm start',
    [...howToGetACompiler, '', ...output.trim().split('\n').slice(-8)],
  );
}

/** Tried in a process of its own: a module built for another Node must not stay half loaded in this one. */
async function loads() {
  try {
    require.resolve('better-sqlite3');
  } catch {
    return false;
  }
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  const { code } = await run(process.execPath, ['-e', probe]);
  return code === 0;
}
