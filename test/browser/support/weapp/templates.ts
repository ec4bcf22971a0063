import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import path from 'node:path';

interface TemplateCompiler {
  wxmlToJs(root: string, options?: { maxBuffer?: number }): string;
}

const load = createRequire(import.meta.url);
const compiled = new Map<string, string>();
const compilerOutputLimit = 128 * 1024 * 1024;

/** The templates of a bundle, compiled by WeChat's own compiler into a script that sets `$gwx`. */
export function compileTemplates(dist: string): string {
  const key = `${dist}@${statSync(path.join(dist, 'app.json')).mtimeMs}`;
  const known = compiled.get(key);
  if (known) return known;
  const compiler = load('miniprogram-compiler') as TemplateCompiler;
  const body = compiler.wxmlToJs(path.resolve(dist), { maxBuffer: compilerOutputLimit });
  const script = `window.$gwx = (function (global) {${body}\n})({});`;
  compiled.set(key, script);
  return script;
}
