import type { IssueDetail } from '#shared/issues/contract.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getIssue } from '../api/issues.api.js';
import { useCommand } from '../ui/use-command.js';

const keyOf = (token: string) => ['issue', token] as const;

/** The issue; with `forget`, nothing of it stays in memory once the page is left. */
export function useIssue(token: string, { forget = false } = {}) {
  return useQuery({
    queryKey: keyOf(token),
    queryFn: ({ signal }) => getIssue(token, signal),
    ...(forget && { gcTime: 0 }),
  });
}

/**
 * A command on an issue whose answer is the issue as it is afterwards. When somebody else was faster, the page is
 * read anew, while the form keeps what was written in it.
 */
export function useIssueCommand<Input>(
  token: string,
  send: (input: Input, key: string) => Promise<IssueDetail>,
  onDone?: () => void,
) {
  const cache = useQueryClient();
  return useCommand<Input, IssueDetail>(
    async (input, key) => {
      try {
        return await send(input, key);
      } catch (error) {
        void cache.invalidateQueries({ queryKey: keyOf(token) });
        throw error;
      }
    },
    (issue) => {
      cache.setQueryData(keyOf(token), issue);
      void cache.invalidateQueries({ queryKey: ['issues'] });
      onDone?.();
    },
  );
}

/** Drops an issue that has left the ordinary system from everything this tab remembers. */
export function useForgetIssue() {
  const cache = useQueryClient();
  return (token: string) => {
    cache.removeQueries({ queryKey: keyOf(token) });
    cache.removeQueries({ queryKey: ['issues'] });
  };
}
