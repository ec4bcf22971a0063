import { TestEnvironment } from 'jest-environment-node';
import vm from 'node:vm';
import { installCommonGlobals } from 'jest-util';

/** What the fresh global of a context has of its own kind although Node has it too: buffers of both must be the same. */
const sharedWithNode = ['Buffer', 'ArrayBuffer', 'Uint8Array'];

/**
 * Jest's environment for Node with an ordinary global object. Jest's own one is a proxy behind interceptors, so that
 * each look-up of `Math`, `Object` or `Map` costs a call out of the engine: a program under test spends more time on
 * those than on its work. What Jest offers besides (isolation of files, fake timers) is as it was.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const global = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    const own = new Set(Object.getOwnPropertyNames(global));
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(globalThis)))
      if (!own.has(name) && !['GLOBAL', 'root', 'global'].includes(name))
        Object.defineProperty(global, name, {
          configurable: true,
          enumerable: descriptor.enumerable,
          writable: true,
          value: globalThis[name],
        });
    for (const name of sharedWithNode) global[name] = globalThis[name];
    global.global = global;
    installCommonGlobals(global, config.projectConfig.globals);
    global.Error.stackTraceLimit = 100;
    this.context = global;
    this.global = global;
    this.moduleMocker = new this.moduleMocker.constructor(global);
    this.fakeTimersModern = new this.fakeTimersModern.constructor({ config: config.projectConfig, global });
  }
}
