import vm from 'node:vm';

/** The JavaScript world of the mini program: only what WeChat's logic layer has, so no window, fetch or eval. */
export interface Realm {
  context: vm.Context;
  /** Copies plain data into the program's own world, so that `instanceof` and prototypes are as on a phone. */
  adopt<T>(value: T): T;
  /** Compiles one file of the bundle as WeChat does: names of the web are there but undefined. */
  compile(code: string, filename: string): (require: (path: string) => unknown, module: BundleModule) => void;
}

/** A CommonJS module of the bundle. */
export interface BundleModule {
  exports: unknown;
}

const webNames = ['window', 'document', 'frames', 'self', 'location', 'navigator', 'localStorage', 'history'];

/** Makes a fresh world with the given globals. */
export function createRealm(globals: Record<string, unknown>): Realm {
  const context = vm.createContext({ ...globals }, { codeGeneration: { strings: false, wasm: false } });
  const inside = (code: string): unknown => vm.runInContext(code, context);
  const newArray = inside('() => []') as () => unknown[];
  const newObject = inside('() => ({})') as () => Record<string, unknown>;
  const newBuffer = inside(
    '(bytes) => { const b = new ArrayBuffer(bytes.length); new Uint8Array(b).set(bytes); return b; }',
  ) as (bytes: Uint8Array) => ArrayBuffer;

  const adopt = (value: unknown): unknown => {
    if (value instanceof ArrayBuffer) return newBuffer(new Uint8Array(value));
    if (Array.isArray(value)) {
      const copy = newArray();
      for (const item of value) copy.push(adopt(item));
      return copy;
    }
    if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      const copy = newObject();
      for (const [key, item] of Object.entries(value)) copy[key] = adopt(item);
      return copy;
    }
    return value;
  };

  return {
    context,
    adopt: <T>(value: T) => adopt(value) as T,
    compile: (code, filename) => {
      const wrapped = `(function(require,module,exports,${webNames.join(',')}){${code}\n})`;
      const run = vm.runInContext(wrapped, context, { filename }) as (
        require: (path: string) => unknown,
        module: BundleModule,
        exports: unknown,
      ) => void;
      return (require, module) => run.call(undefined, require, module, module.exports);
    },
  };
}
