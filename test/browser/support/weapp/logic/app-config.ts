import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The window part of app.json, which every page's own JSON may override. */
export interface WindowConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: 'black' | 'white';
  navigationStyle?: 'default' | 'custom';
  backgroundColor?: string;
  enablePullDownRefresh?: boolean;
  onReachBottomDistance?: number;
  disableScroll?: boolean;
  usingComponents?: Record<string, string>;
}

/** app.json as far as the phone reads it. */
export interface AppConfig {
  pages: string[];
  subPackages: Array<{ root: string; name?: string; pages: string[] }>;
  window: WindowConfig;
  tabBar?: {
    custom?: boolean;
    color?: string;
    selectedColor?: string;
    backgroundColor?: string;
    list: Array<{ pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }>;
  };
  preloadRule?: Record<string, { network?: 'all' | 'wifi'; packages: string[] }>;
}

type RawConfig = Partial<AppConfig> & { subpackages?: AppConfig['subPackages'] };

/** Reads app.json of a built bundle. Fails with the path when there is none. */
export function readAppConfig(dist: string): AppConfig {
  const raw = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as RawConfig;
  return {
    ...raw,
    pages: raw.pages ?? [],
    subPackages: raw.subPackages ?? raw.subpackages ?? [],
    window: raw.window ?? {},
  };
}

/** A page's settings with the program's under them. */
export function readPageConfig(dist: string, app: AppConfig, route: string): WindowConfig {
  const file = path.join(dist, `${route}.json`);
  const own = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WindowConfig) : {};
  return { ...app.window, ...own };
}

/** The custom components of a page, tag → route, resolved from the page's folder. */
export function componentRoutes(route: string, config: WindowConfig): Record<string, string> {
  const folder = path.posix.dirname(route);
  return Object.fromEntries(
    Object.entries(config.usingComponents ?? {}).map(([tag, target]) => [
      tag,
      target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target),
    ]),
  );
}

/** The subpackage root that holds a route, or null for the main package; undefined when the page does not exist. */
export function packageOf(app: AppConfig, route: string): string | null | undefined {
  if (app.pages.includes(route)) return null;
  const found = app.subPackages.find((part) =>
    part.pages.some((page) => `${part.root.replace(/\/$/, '')}/${page}` === route),
  );
  return found?.root.replace(/\/$/, '');
}
