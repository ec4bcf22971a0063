import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { demoLogins } from './demo/demo-personas.js';
import { demoPassword } from './demo/demo.types.js';
import type { Env } from './platform/config/env.js';
import { Database } from './platform/database/database.js';

/** Says where everything is and who can sign in. The passwords of the demo are no secret: it listens on loopback only. */
export async function greet(app: NestFastifyApplication, env: Env): Promise<void> {
  const base = env.PUBLIC_URL ?? (await app.getUrl()).replace('[::1]', 'localhost');
  const lines = [
    '',
    '心桥 Xinqiao',
    `  小程序预览 mini program   ${base}/`,
    `  管理页面 admin page       ${base}/admin`,
  ];
  if (env.XINQIAO_MODE !== 'production') lines.push(`  微信模拟器 emulator       ${base}/emulator/`);
  lines.push(`  接口文档 API              ${base}/api/docs`);
  if (env.XINQIAO_MODE === 'demo') {
    lines.push('', `  管理页面可用的账号 Sign in to the admin page (密码 password: ${demoPassword})`);
    for (const { login, name, roles } of await demoLogins(app.get(Database)))
      lines.push(`    ${login.padEnd(22)}${name}  ${roles.join('；')}`);
    lines.push('', '  小程序里的人在预览左侧选择 Choose who you are beside the preview. Ctrl-C 停止 stops.');
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
