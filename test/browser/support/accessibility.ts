import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { target: string[]; failureSummary?: string }[] }[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds on the page as it stands, every rule it has: one line for each rule and element.
 * @param within selector of the only part to look at, where the rest has been looked at before
 */
export async function axeProblems(page: Page, where: string, within?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (within) =>
      (
        window as never as { axe: { run(context: Node | string, options: object): Promise<AxeResult> } }
      ).axe.run(within ?? document, {
        resultTypes: ['violations'],
        iframes: false,
        // It takes only western punctuation for punctuation; `layoutProblems` asks the same of Chinese sentences.
        rules: { 'label-content-name-mismatch': { enabled: false } },
      }),
    within,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = (failureSummary ?? '').split('\n').slice(1, 2).join('').trim();
      return `${where}: axe ${id}: ${target.join(' ')} ${why.slice(0, 140)}`;
    }),
  );
}

/** Which layer of the screen an element lies in: what floats above may cover what scrolls below. */
const layers =
  '.x-bottom, .x-next, .x-sheet, .x-toast, .x-topbar, .weui-tabbar, .taro-tabbar__tabbar, .x-preview';

/**
 * What is lost of a page of the preview in the size at which it is shown: text that is cut off, runs over the edge or
 * out of its box, lies over other text, and controls too small for a thumb.
 */
export function layoutProblems(page: Page, where: string): Promise<string[]> {
  return page.evaluate(
    ([where, layers]) => {
      const found = new Set<string>();
      const width = window.innerWidth;
      const nameOf = (element: Element): string => {
        const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 16);
        return `${element.id ? `#${element.id}` : `.${element.className.toString().split(' ').join('.')}`} “${words}”`;
      };
      const note = (what: string, element: Element): void =>
        void found.add(`${where}: ${what}: ${nameOf(element)}`);
      const isShown = (element: Element): boolean =>
        element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
      if (document.documentElement.scrollWidth > width) note('scrolls sideways', document.body);

      const root = [...document.querySelectorAll('.x-page')].find(isShown) ?? document.body;
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (!isShown(element) || element.closest('.x-clamp, [aria-hidden="true"]')) continue;
        const style = getComputedStyle(element);
        const cuts = style.overflowX === 'hidden' || style.textOverflow === 'ellipsis';
        if (cuts && element.scrollWidth > element.clientWidth + 1 && element.textContent?.trim())
          note('is cut off', element);
        const isControl = element.matches(
          '[role=button],[role=radio],[role=checkbox],[role=tab],input,textarea',
        );
        const box = element.getBoundingClientRect();
        const label = element.getAttribute('aria-label');
        if (isControl && label !== null) {
          // Who speaks to the phone says what she sees (WCAG 2.5.3).
          const bare = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, '');
          const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let word = words.nextNode(); word; word = words.nextNode())
            if (
              !word.parentElement?.closest('[aria-hidden="true"]') &&
              !bare(label).includes(bare(word.textContent ?? ''))
            )
              note(`is called “${label}” but says “${word.textContent}”`, element);
        }
        if (isControl && (box.width < 43.5 || box.height < 43.5))
          note(`is too small (${Math.round(box.width)} × ${Math.round(box.height)})`, element);
      }

      const lines: { box: DOMRect; parent: Element; layer: Element | null }[] = [];
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const parent = text.parentElement;
        if (!parent || !text.textContent?.trim() || !isShown(parent) || parent.closest('.x-clamp')) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const frame = parent.closest(
          '.x-button, .x-tag, .x-card, .x-chip, .x-segment, .x-choice, .x-pad__one, .x-sheet__panel',
        );
        const around = frame?.getBoundingClientRect();
        for (const box of range.getClientRects()) {
          if (box.width < 1) continue;
          if (box.right > width + 1 || box.left < -1) note('runs over the edge', parent);
          if (
            around &&
            (box.right > around.right + 1 ||
              box.left < around.left - 1 ||
              (box.bottom > around.bottom + 3 && !frame?.matches('.x-sheet__panel')))
          )
            note('runs out of its box', parent);
          lines.push({ box, parent, layer: parent.closest(layers) });
        }
      }
      lines.forEach((one, index) => {
        for (const other of lines.slice(index + 1)) {
          if (one.layer !== other.layer || one.parent === other.parent) continue;
          const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
          // Line boxes are a little higher than the characters in them.
          if (across > 2 && down > 6) note(`lies over ${nameOf(other.parent)}`, one.parent);
        }
      });
      return [...found];
    },
    [where, layers] as const,
  );
}

/** Draws the preview's page at a size of text, as the phone's setting would; until its next drawing. */
export function drawAt(page: Page, percent: 100 | 200): Promise<void> {
  return page.evaluate((percent) => {
    for (const element of document.querySelectorAll('.x-page'))
      element.className = element.className.replace(/scale-\d+/, `scale-${percent}`);
  }, percent);
}
