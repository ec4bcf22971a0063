/** Joins parts into one sentence that can be read aloud: empty parts left out, no two stops in a row. */
export function aloud(...parts: (string | null | undefined | false)[]): string {
  return parts
    .flatMap((part) => (part ? [part.replace(/[。，；]+$/, '')] : []))
    .filter(Boolean)
    .join('，');
}
