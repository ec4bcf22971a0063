/** Where a text may be cut, the best places first. */
const stops = ['。！？!?；;\n', '，、,：:'];

/** Parts that each end with a stop. By hand: old phones know no look-behind, and refuse a program that has one. */
function split(text: string, stop: string): string[] {
  const parts = [''];
  for (const character of text) {
    parts[parts.length - 1] += character;
    if (stop.includes(character)) parts.push('');
  }
  return parts.filter((part) => part !== '');
}

function cut(text: string, longest: number, level = 0): string[] {
  if ([...text].length <= longest) return [text];
  const stop = stops[level];
  if (stop !== undefined) return split(text, stop).flatMap((part) => cut(part, longest, level + 1));
  const characters = [...text];
  const count = Math.ceil(characters.length / longest);
  return Array.from({ length: count }, (_, at) =>
    characters.slice(at * longest, (at + 1) * longest).join(''),
  );
}

/**
 * A text in pieces of at most `longest` characters (code points), cut where one draws breath and joined again as far as
 * they fit. What has nothing to say (stops, blanks) is no piece.
 */
export function piecesOf(text: string, longest: number): string[] {
  const pieces: string[] = [];
  for (const part of cut(text, longest)) {
    const last = pieces.at(-1);
    if (last !== undefined && [...last, ...part].length <= longest) pieces[pieces.length - 1] = last + part;
    else pieces.push(part);
  }
  return pieces.map((piece) => piece.trim()).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}
