import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

type Mark = readonly [pattern: RegExp, name: string];

const machines: readonly Mark[] = [
  [/iPad/, 'iPad'],
  [/iPhone/, 'iPhone'],
  [/HarmonyOS|OpenHarmony/, '鸿蒙手机'],
  [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'],
  [/Macintosh|Mac OS X/, '苹果电脑'],
  [/CrOS|Linux|X11/, 'Linux 电脑'],
];
const programs: readonly Mark[] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/QQBrowser\//, 'QQ 浏览器'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/**
 * What a device calls itself, in words by which its owner knows it again: no version, nothing by which a device could
 * be followed. The text of the header is never kept.
 */
export function deviceNameOf(userAgent: string | undefined): string {
  const named = (marks: readonly Mark[]) => marks.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const parts = [named(machines), named(programs)].filter((part) => part !== undefined);
  return parts.length === 0 ? '认不出的设备' : parts.join(' · ');
}

/** Name of the device that a request comes from. */
export const DeviceName = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  deviceNameOf(context.switchToHttp().getRequest<FastifyRequest>().headers['user-agent']),
);
