/** As much of an element as reading it needs: what a browser has, and what Taro keeps of a page in WeChat. */
export interface ReadableNode {
  nodeType: number;
  textContent: string | null;
  childNodes: ArrayLike<ReadableNode>;
  getAttribute?(name: string): string | null;
}

/** Marks what is never read: the reader's own buttons. */
export const unread = 'x-unread';
/** Marks words that must not leave the phone: not sent yet, or about the protection of a child. */
export const keptHere = 'x-kept-here';

const elementType = 1;
const textType = 3;

const has = (node: ReadableNode, name: string) =>
  (node.getAttribute?.('class') ?? '').split(/\s+/).includes(name);

function dialogIn(node: ReadableNode): ReadableNode | null {
  for (const child of Array.from(node.childNodes).reverse()) {
    const found = dialogIn(child);
    if (found) return found;
  }
  const role = node.getAttribute?.('role') || node.getAttribute?.('aria-role');
  return role === 'dialog' ? node : null;
}

function collect(node: ReadableNode, outside: boolean, into: string[]): void {
  if (node.nodeType === textType) {
    const words = (node.textContent ?? '').trim();
    if (words !== '') into.push(words);
    return;
  }
  if (node.nodeType !== elementType) return;
  if (node.getAttribute?.('aria-hidden') === 'true' || has(node, unread)) return;
  if (outside && has(node, keptHere)) return;
  const label = node.getAttribute?.('aria-label');
  const role = node.getAttribute?.('role') || node.getAttribute?.('aria-role');
  // What has a name of its own says by it all that is inside; only a dialog's name is a title.
  if (label && role !== 'dialog') return void into.push(label);
  if (label) into.push(label);
  const before = into.length;
  for (const child of Array.from(node.childNodes)) collect(child, outside, into);
  // Words that React keeps as several texts are one sentence: 早上好，周奶奶.
  const inside = Array.from(node.childNodes);
  if (inside.length > 1 && inside.every((child) => child.nodeType === textType))
    into.splice(before, into.length - before, into.slice(before).join(''));
}

/**
 * Everything that a page says, in the order in which it stands there, each part a sentence: by the names that a screen
 * reader would say, so that what has no words is heard too. An open dialog is all there is. `outside`: the words go to
 * a service, so what must not leave the phone is left out.
 */
export function wordsOfPage(root: ReadableNode, outside: boolean): string {
  const parts: string[] = [];
  collect(dialogIn(root) ?? root, outside, parts);
  return parts.map((part) => (/[。！？!?；;]$/u.test(part) ? part : `${part}。`)).join('');
}
