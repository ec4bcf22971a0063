import { parentPort, workerData } from 'node:worker_threads';
import type { DriverMessage, Json, PhoneSetup, WorkerMessage } from '../protocol.js';
import type { CallView } from './context.js';
import { describeError, startProgram } from './program.js';

// The logic layer has a thread of its own, as in WeChat: ending the thread is what killing the program is on a phone.
const port = parentPort;
if (!port) throw new Error('this file runs as a worker');
const post = (message: WorkerMessage): void => port.postMessage(message);

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
let nextId = 1;
const callView = ((method: never, ...args: Json[]) =>
  new Promise((resolve, reject) => {
    const id = nextId++;
    waiting.set(id, { resolve, reject });
    post({ kind: 'view', id, method, args });
  })) as unknown as CallView;

const orders = startProgram(workerData as PhoneSetup, callView, {
  log: (level, text) => post({ kind: 'log', level, text }),
  error: (text) => post({ kind: 'error', text }),
  setData: (bytes, route) => post({ kind: 'setData', bytes, route }),
  exchange: (exchange) => post({ kind: 'exchange', exchange }),
});

port.on('message', (message: DriverMessage) => {
  if (message.kind === 'view-answer') {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error !== undefined) call?.reject(new Error(message.error));
    else call?.resolve(message.value);
    return;
  }
  const run = orders[message.method] as (...args: Json[]) => unknown;
  Promise.resolve()
    .then(() => run(...message.args))
    .then(
      (value) => post({ kind: 'answer', id: message.id, value: (value ?? null) as Json }),
      (error: unknown) => post({ kind: 'answer', id: message.id, error: describeError(error) }),
    );
});
