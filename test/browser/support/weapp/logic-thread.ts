import { Worker } from 'node:worker_threads';
import type {
  DriverMessage,
  Exchange,
  Json,
  PhoneOrders,
  PhoneSetup,
  ViewMethods,
  WorkerMessage,
} from './protocol.js';

type Order = <K extends keyof PhoneOrders>(
  method: K,
  ...args: Parameters<PhoneOrders[K]>
) => Promise<Awaited<ReturnType<PhoneOrders[K]>>>;

/** What the logic layer asks of the one who drives it. */
export interface ThreadListener {
  view(method: keyof ViewMethods, args: Json[]): Promise<Json | undefined>;
  log(level: string, text: string): void;
  error(text: string): void;
  setData(bytes: number, route: string): void;
  exchange(exchange: Exchange): void;
}

/** The running program: orders go in, calls of the view come out, and ending it is sudden. */
export interface LogicThread {
  order: Order;
  end(): Promise<void>;
}

/** Starts the logic layer in a thread of its own. */
export function startLogicThread(setup: PhoneSetup, listener: ThreadListener): LogicThread {
  const register = new URL('../../../../config/browser/typescript-register.mjs', import.meta.url).href;
  const worker = new Worker(
    new URL(
      `data:text/javascript,import ${JSON.stringify(register)};await import(${JSON.stringify(new URL('./logic/worker.ts', import.meta.url).href)});`,
    ),
    { workerData: setup },
  );
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  let ended = false;
  const post = (message: DriverMessage): void => {
    if (!ended) worker.postMessage(message);
  };
  const failAll = (error: Error): void => {
    ended = true;
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  };

  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'log') listener.log(message.level, message.text);
    else if (message.kind === 'error') listener.error(message.text);
    else if (message.kind === 'setData') listener.setData(message.bytes, message.route);
    else if (message.kind === 'exchange') listener.exchange(message.exchange);
    else if (message.kind === 'answer') {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error !== undefined) call?.reject(new Error(message.error));
      else call?.resolve(message.value);
    } else {
      listener.view(message.method, message.args).then(
        (value) => post({ kind: 'view-answer', id: message.id, value }),
        (error: unknown) => post({ kind: 'view-answer', id: message.id, error: String(error) }),
      );
    }
  });
  worker.on('error', (error: Error) => {
    listener.error(`the logic layer broke: ${error.stack ?? error.message}`);
    failAll(error);
  });
  worker.on('exit', () => failAll(new Error('the program was ended')));

  return {
    order: (method, ...args) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(new Error('the program was ended'));
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve: resolve, reject });
        post({ kind: 'order', id, method, args: args as Json[] });
      }),
    end: async () => {
      ended = true;
      await worker.terminate();
    },
  };
}
