import net from 'node:net';
import { missing } from './say.mjs';

const defaultServer = 'mysql://root@127.0.0.1:3306/test';

/**
 * Address of the database server for tests: the one that DATABASE_URL names, else MySQL on this machine.
 * Throws a clear word where none answers, before a hundred tests fail for the same reason.
 */
export async function reachableDatabaseServer() {
  const address = process.env.DATABASE_URL || defaultServer;
  const { hostname, port } = new URL(address);
  const reached = await new Promise((resolve) => {
    const socket = net.connect({ host: hostname, port: Number(port || 3306), timeout: 3000 });
    const end = (answer) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
  if (reached) return address;
  throw missing(
    `No database server answers at ${hostname}:${port || 3306}. Start one, or name it: DATABASE_URL=mysql://user:password@host:3306/test`,
    `${hostname}:${port || 3306} 没有数据库应答。请启动数据库，或指定地址：DATABASE_URL=mysql://user:password@host:3306/test`,
  );
}
