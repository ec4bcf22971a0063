import { elementKinds } from './elements/index.js';
import { recordOf, remember, type Attributes } from './nodes.js';

/** A node as the compiled templates give it. */
export type TreeNode =
  string | number | boolean | null | { tag: string; attr?: Attributes; children?: TreeNode[] };

type ElementNode = Exclude<TreeNode, string | number | boolean | null>;

/** What a page's rendering needs besides its data. */
export interface RenderContext {
  components: Record<string, string>;
}

const isElement = (node: TreeNode): node is ElementNode => typeof node === 'object' && node !== null;

/** Brings the children of an element into line with the tree, keeping every element that is still meant. */
export function morphChildren(parent: HTMLElement, children: TreeNode[], context: RenderContext): void {
  const wanted = children.filter((child) => child !== null && child !== '');
  const kept = new Map<string, HTMLElement>();
  for (const child of [...parent.children]) {
    const record = recordOf(child);
    if (record && child instanceof HTMLElement) kept.set(keyOf(record.tag, record.attributes), child);
  }
  const usedKeys = new Set<string>();
  const next = wanted.map((child, index): Node => {
    if (!isElement(child)) return textNode(parent.childNodes[index], String(child));
    const key = keyOf(child.tag, child.attr ?? {});
    const sameId = usedKeys.has(key) ? undefined : kept.get(key);
    usedKeys.add(key);
    const element = sameId ?? createElement(child, context);
    applyNode(element, child, context);
    return element;
  });
  const wantedNodes = new Set(next);
  for (const child of [...parent.childNodes]) {
    if (!wantedNodes.has(child)) child.remove();
  }
  next.forEach((node, index) => {
    const present = parent.childNodes[index];
    if (present !== node) parent.insertBefore(node, present ?? null);
  });
}

function textNode(present: Node | undefined, text: string): Text {
  if (present instanceof Text) {
    if (present.data !== text) present.data = text;
    return present;
  }
  return document.createTextNode(text);
}

/** Taro numbers every node; nodes without a number are told apart by their tag alone. */
function keyOf(tag: string, attributes: Attributes): string {
  return `${tag}|${String(attributes['data-sid'] ?? attributes['id'] ?? componentSid(attributes))}`;
}

function componentSid(attributes: Attributes): string {
  const item = attributes['i'];
  return item !== null && typeof item === 'object' && 'sid' in item ? String(item.sid) : '';
}

function createElement(node: ElementNode, context: RenderContext): HTMLElement {
  const element = document.createElement(node.tag);
  const kind = elementKinds[node.tag];
  const slot = kind?.create ? kind.create(element) : element;
  if (componentRoute(node.tag, context)) element.style.display = 'contents';
  remember(element, { tag: node.tag, attributes: {}, slot, kind });
  return element;
}

function componentRoute(tag: string, context: RenderContext): string | undefined {
  return context.components[tag.replace(/^wx-/, '')];
}

function applyNode(element: HTMLElement, node: ElementNode, context: RenderContext): void {
  const record = recordOf(element);
  if (!record) return;
  const attributes = node.attr ?? {};
  const before = record.attributes;
  record.attributes = attributes;
  const route = componentRoute(node.tag, context);
  if (route) {
    const tree = window.$gwx(`${route}.wxml`)?.(attributes) as ElementNode | undefined;
    morphChildren(element, tree?.children ?? [], context);
    return;
  }
  applyCommon(element, attributes, before);
  record.kind?.update?.(element, attributes, before);
  if (record.slot) morphChildren(record.slot, node.children ?? [], context);
}

function applyCommon(element: HTMLElement, attributes: Attributes, before: Attributes): void {
  if (attributes['class'] !== before['class']) element.className = String(attributes['class'] ?? '');
  if (attributes['style'] !== before['style'])
    element.setAttribute('style', inlineStyle(attributes['style']));
  if (attributes['id'] !== before['id']) element.id = String(attributes['id'] ?? '');
  for (const key of new Set([...Object.keys(attributes), ...Object.keys(before)])) {
    if (attributes[key] === before[key]) continue;
    const name = key.startsWith('data-') ? key : ariaName(key);
    if (!name) continue;
    const value = attributes[key];
    if (value === undefined || value === null || value === '') element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  }
  if (isHidden(attributes)) element.setAttribute('hidden', '');
  else element.removeAttribute('hidden');
}

function isHidden(attributes: Attributes): boolean {
  return attributes['hidden'] === true || attributes['hidden'] === 'true';
}

/** ariaLabel → aria-label; ariaRole is WeChat's name for role. */
function ariaName(key: string): string | undefined {
  if (!/^aria-?[A-Z a-z]/.test(key)) return undefined;
  const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/-+/g, '-');
  if (name === 'aria-role') return 'role';
  return name.startsWith('aria-') ? name : undefined;
}

function inlineStyle(style: unknown): string {
  return String(style ?? '')
    .replace(/(-?[\d.]+)rpx\b/g, 'calc($1 * 100vw / 750)')
    .replace(/(-?[\d.]+)vh\b/g, 'calc($1 * var(--window-height) / 100)');
}
