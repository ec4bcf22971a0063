import { useQuery } from '@tanstack/react-query';
import type { OpenedCode } from '#shared/service-codes/contract.js';
import { storage } from '../platform/storage.js';
import { uuid } from '../platform/random.js';
import { request } from './request.js';

/** The code that was scanned last, with what it said. */
interface LastOpened {
  scene: string;
  opened: OpenedCode;
  /** Milliseconds since 1970. */
  at: number;
}

const key = 'xq.code';
/** Coming back from signing in is the same visit; a code scanned another day is asked for anew (ms). */
const sameVisit = 3600_000;

function lastOpened(scene: string): OpenedCode | undefined {
  const last = storage.get<LastOpened>(key);
  return last && last.scene === scene && Date.now() - last.at < sameVisit ? last.opened : undefined;
}

/** What a printed code says. It says nothing personal, so nobody has to sign in first; each visit counts once. */
export function useOpenedCode(scene: string | null) {
  return useQuery({
    queryKey: ['code', scene],
    enabled: scene !== null,
    staleTime: Infinity,
    initialData: () => (scene === null ? undefined : lastOpened(scene)),
    queryFn: async ({ signal }) => {
      const asked = scene ?? '';
      const path = `/codes/${encodeURIComponent(asked)}/open`;
      const idempotencyKey = uuid();
      const opened = await request<OpenedCode>(path, { method: 'POST', body: {}, idempotencyKey, signal });
      storage.set(key, { scene: asked, opened, at: Date.now() } satisfies LastOpened);
      return opened;
    },
  });
}
