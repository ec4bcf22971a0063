import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BundleModule, Realm } from './realm.js';

/** An object given to App(), Page() or Component(). */
export type Definition = Record<string, unknown>;

/** The files of a built bundle, each run once, and what they registered. */
export class Bundle {
  appDefinition: Definition | undefined;
  private readonly pages = new Map<string, Definition>();
  private readonly modules = new Map<string, BundleModule>();
  private loading: string | undefined;

  constructor(
    private readonly dist: string,
    private readonly realm: () => Realm,
  ) {}

  /** Names that a bundle expects besides wx. */
  globals(): Record<string, unknown> {
    return {
      App: (definition: Definition) => {
        this.appDefinition = definition;
      },
      Page: (definition: Definition) => {
        if (this.loading !== undefined) this.pages.set(this.loading, definition);
      },
      // Components of Taro only pass their data on to a template; the view draws that by itself.
      Component: () => undefined,
      Behavior: (definition: Definition) => definition,
    };
  }

  /** Runs app.js. Fails when it registers no App. */
  loadApp(): Definition {
    this.require('app.js');
    if (this.appDefinition === undefined) throw new Error('app.js did not call App()');
    return this.appDefinition;
  }

  /** Runs a page's file, the first time it is opened, and gives what it passed to Page(). */
  loadPage(route: string): Definition {
    const known = this.pages.get(route);
    if (known) return known;
    const before = this.loading;
    this.loading = route;
    try {
      this.require(`${route}.js`);
    } finally {
      this.loading = before;
    }
    const definition = this.pages.get(route);
    if (definition === undefined) throw new Error(`${route}.js did not call Page()`);
    return definition;
  }

  private require(file: string): unknown {
    const found = this.locate(file);
    const known = this.modules.get(found);
    if (known) return known.exports;
    const module: BundleModule = this.realm().adopt({ exports: {} });
    this.modules.set(found, module);
    const code = readFileSync(path.join(this.dist, found), 'utf8');
    const folder = path.posix.dirname(found);
    this.realm().compile(code, found)(
      (target) => this.require(target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target)),
      module,
    );
    return module.exports;
  }

  private locate(file: string): string {
    const isFile = (name: string): boolean => {
      const full = path.join(this.dist, name);
      return existsSync(full) && statSync(full).isFile();
    };
    const found = [file, `${file}.js`, `${file}/index.js`].find(isFile);
    if (found === undefined) throw new Error(`module '${file}' is not defined`);
    return found;
  }
}
