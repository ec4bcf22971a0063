import { useSearchParams } from 'react-router-dom';

/**
 * Length of the trail in characters, so that the address stays short enough for every proxy. From further on,
 * "previous" ends at the first page.
 */
const longestTrail = 1000;

function trailOf(cursors: readonly string[]): string {
  const trail = cursors.join('.');
  return trail.length <= longestTrail || cursors.length === 1 ? trail : trailOf(cursors.slice(1));
}

/**
 * Filters and place of a keyset list, kept in the address. A keyset cursor only leads forward, so the address holds
 * the cursors of the pages that were turned (`at=c1.c2.c3`; a dot cannot occur in a cursor): the last one is this page.
 */
export function useListParams() {
  const [params, setParams] = useSearchParams();
  const trail = (params.get('at') ?? '').split('.').filter((cursor) => cursor !== '');

  const turnTo = (next: readonly string[]) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (next.length === 0) after.delete('at');
      else after.set('at', trailOf(next));
      return after;
    });

  return {
    get: (name: string) => params.get(name) ?? undefined,
    /** Changes filters and goes back to the first page. */
    set: (patch: Readonly<Record<string, string | undefined>>) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        after.delete('at');
        for (const [name, value] of Object.entries(patch)) {
          if (value === undefined || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      }),
    cursor: trail.at(-1),
    onFirstPage: trail.length === 0,
    forward: (cursor: string) => turnTo([...trail, cursor]),
    back: () => turnTo(trail.slice(0, -1)),
    toFirstPage: () => turnTo([]),
  };
}

export type ListParams = ReturnType<typeof useListParams>;
