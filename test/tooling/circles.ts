/**
 * Circles in a directed graph, found by depth-first search.
 * @param edges node → the nodes it points at
 * @returns one list of nodes per circle, beginning and ending with the same node; not all there are where circles
 *   overlap, but at least one whenever there is one
 */
export function circlesIn(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const trail: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): void => {
    const start = trail.indexOf(node);
    if (start >= 0) {
      circles.push([...trail.slice(start), node]);
      return;
    }
    if (done.has(node)) return;
    trail.push(node);
    for (const next of edges.get(node) ?? []) visit(next);
    trail.pop();
    done.add(node);
  };
  for (const node of edges.keys()) visit(node);
  return circles;
}
