/**
 * Writes one entry of a setData call, whose key is a path such as `root.cn.[0].v` or `list[2].name`.
 * Missing containers are made on the way: an array where the next step is a number, an object elsewhere.
 */
export function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  const last = keys.pop();
  if (last === undefined) return;
  let container = target;
  keys.forEach((key, index) => {
    const existing = container[key];
    if (existing === null || typeof existing !== 'object') {
      const next = keys[index + 1] ?? last;
      container[key] = /^\d+$/.test(next) ? [] : {};
    }
    container = container[key] as Record<string, unknown>;
  });
  container[last] = value;
}
