import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import postcss from 'postcss';

const elementNames =
  /(^|[\s>+~,(])(page|view|text|button|image|input|textarea|scroll-view|swiper|swiper-item|form|label|switch|slider|picker|picker-view|radio|radio-group|checkbox|checkbox-group|navigator|progress|icon|video|audio|canvas|map|rich-text|cover-view|cover-image)(?![\w-])/g;

/** Turns lengths that only WeChat knows into lengths of the browser: rpx, and vh of the space between the two bars. */
export function convertLengths(value: string): string {
  return value
    .replace(/(-?[\d.]+)rpx\b/g, 'calc($1 * 100vw / 750)')
    .replace(/(-?[\d.]+)vh\b/g, 'calc($1 * var(--window-height) / 100)');
}

/** The complete style of a page: the program's, then the page's, imports followed, for the DOM that the view builds. */
export function pageStyles(dist: string, route: string): string {
  return [readStyle(dist, 'app.wxss', new Set()), readStyle(dist, `${route}.wxss`, new Set())].join('\n');
}

function readStyle(dist: string, file: string, seen: Set<string>): string {
  const full = path.join(dist, file);
  if (seen.has(file) || !existsSync(full)) return '';
  seen.add(file);
  const root = postcss.parse(readFileSync(full, 'utf8'));
  const imported: string[] = [];
  root.walkAtRules('import', (rule) => {
    const target = /["']([^"']+)["']/.exec(rule.params)?.[1];
    if (target) {
      const next = target.startsWith('/')
        ? target.slice(1)
        : path.posix.join(path.posix.dirname(file), target);
      imported.push(readStyle(dist, next, seen));
    }
    rule.remove();
  });
  root.walkDecls((declaration) => {
    declaration.value = convertLengths(declaration.value);
  });
  root.walkRules((rule) => {
    const parent = rule.parent;
    if (parent?.type === 'atrule' && 'name' in parent && /keyframes$/.test(String(parent.name))) return;
    rule.selector = rule.selector.replace(elementNames, '$1wx-$2');
  });
  return [...imported, root.toString()].join('\n');
}
