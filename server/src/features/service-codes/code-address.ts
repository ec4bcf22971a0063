import type { Env } from '../../platform/config/env.js';

/** The page that every code opens. It asks by itself what the code says. */
export const reportPage = 'packages/issues/report/index';

/**
 * Address at which the preview opens a code.
 * @param origin where the request came in, for an installation that was not told its own address
 */
export function previewAddress(
  { PUBLIC_URL }: Pick<Env, 'PUBLIC_URL'>,
  origin: string,
  scene: string,
): string {
  return `${(PUBLIC_URL ?? origin).replace(/\/+$/, '')}/#/${reportPage}?scene=${scene}`;
}
