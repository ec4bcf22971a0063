import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { installCommonGlobals } from 'jest-util';

/** A context has kinds of its own; what goes between the program and Node's modules must be of the same kind. */
const sameAsNode = ['ArrayBuffer', 'Uint8Array'];
/** They belong to Jest, or warn when they are looked at. */
const leftOut = ['GLOBAL', 'root', 'global', 'localStorage', 'sessionStorage'];

/**
 * Jest's environment for Node with an ordinary global object. Jest's own one is a proxy behind interceptors, so that
 * each look-up of `Math`, `Object` or `Map` costs a call out of the engine: a program under test spends more time on
 * those than on its work. Files are as isolated as before. Where Node cannot make such a global (before 20.18, 21 and
 * the first of 22), Jest's own is used.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const ordinary = vm.constants?.DONT_CONTEXTIFY;
    if (ordinary === undefined) return;
    const global = vm.createContext(ordinary);
    const own = new Set(Object.getOwnPropertyNames(global));
    for (const [name, { enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis)))
      if (!own.has(name) && !leftOut.includes(name))
        Object.defineProperty(global, name, {
          ...{ configurable: true, enumerable, writable: true },
          value: globalThis[name],
        });
    for (const name of sameAsNode) global[name] = globalThis[name];
    for (const name of ['dispose', 'asyncDispose'])
      global.Symbol[name] ??= global.Symbol.for(`nodejs.${name}`);
    global.global = global;
    installCommonGlobals(global, config.projectConfig.globals);
    global.Error.stackTraceLimit = 100;
    this.context = global;
    this.global = global;
    this.moduleMocker = new this.moduleMocker.constructor(global);
    // The older kind of fake timers is not offered: it would set the clocks of the other global.
    this.fakeTimers = null;
    this.fakeTimersModern = new this.fakeTimersModern.constructor({ config: config.projectConfig, global });
  }
}
