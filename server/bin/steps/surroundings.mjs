// What the server needs from the machine: a free port and a folder it may write to.
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { missing } from './say.mjs';

/**
 * @param {string} text the value of PORT
 * @returns {number}
 * @throws {Missing} when it is not a port
 */
export function portFrom(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw missing(
    `PORT must be a number from 1 to 65535, it is "${text}".`,
    `PORT 必须是 1 到 65535 的数字，现在是“${text}”。`,
  );
}

/**
 * Listens for an instant.
 * @param {number} port
 * @param {string} host
 * @throws {Missing} when somebody else holds the port, or it is not ours to take
 */
export async function ensurePortIsFree(port, host) {
  const code = await new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) => resolve(error.code));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
  if (code === undefined) return;
  const other = port < 65535 ? port + 1 : 3000;
  if (code === 'EADDRINUSE') {
    throw missing(
      `Port ${port} is taken. Start on another one: PORT=${other} npm start. To see who holds it:`,
      `端口 ${port} 已被占用。可以换一个：PORT=${other} npm start。查看是谁在用：`,
      [
        `Linux: ss -ltnp | grep :${port}`,
        `macOS: lsof -nP -iTCP:${port} -sTCP:LISTEN`,
        `Windows: netstat -ano | findstr :${port}`,
      ],
    );
  }
  if (code === 'EACCES') {
    throw missing(
      `This user may not open port ${port}. Take one above 1023: PORT=3000 npm start`,
      `当前用户无权使用端口 ${port}。请用 1023 以上的端口：PORT=3000 npm start`,
    );
  }
  throw missing(
    `Cannot listen on ${host}:${port} (${code}). HOST and PORT say where.`,
    `无法监听 ${host}:${port}（${code}）。请检查 HOST 和 PORT。`,
  );
}

/**
 * Makes the folder if needed and writes a file into it.
 * @param {string} folder value of DATA_DIR
 * @throws {Missing} when it cannot be written
 */
export function ensureWritable(folder) {
  const absolute = path.resolve(folder);
  const probe = path.join(absolute, `.probe-${crypto.randomUUID()}`);
  try {
    fs.mkdirSync(absolute, { recursive: true });
    fs.writeFileSync(probe, '');
    fs.rmSync(probe);
  } catch (error) {
    throw missing(
      `The data folder ${absolute} cannot be written (${error.code}). Give this user the right to, or choose another: DATA_DIR=/some/folder npm start`,
      `数据目录 ${absolute} 无法写入（${error.code}）。请授予写入权限，或换一个目录：DATA_DIR=/some/folder npm start`,
    );
  }
}
