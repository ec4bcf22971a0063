import { fastify } from 'fastify';
import { emulatorPlugin } from './emulator-http.js';
import type { EmulatorOptions, Persona, PersonaSource } from './emulator.types.js';
import { WeChatEmulator } from './wechat-emulator.js';

export interface StartedEmulator {
  /** Address of the page, e.g. `http://127.0.0.1:4100/emulator`; WeChat's addresses begin at {@link apiUrl}. */
  readonly url: string;
  /** What the client takes as its `baseUrl`. */
  readonly apiUrl: string;
  readonly emulator: WeChatEmulator;
  close(): Promise<void>;
}

export interface StartEmulatorOptions extends Omit<EmulatorOptions, 'personas'> {
  /** A free port is taken unless told. */
  readonly port?: number;
  readonly personas: PersonaSource | readonly Persona[];
}

function isList(personas: PersonaSource | readonly Persona[]): personas is readonly Persona[] {
  return Array.isArray(personas);
}

/** An emulator on a port of its own, on loopback: what arrived survives the death of the server under test. */
export async function startEmulator(options: StartEmulatorOptions): Promise<StartedEmulator> {
  const { port, personas, ...rest } = options;
  const source = isList(personas) ? { list: () => Promise.resolve(personas) } : personas;
  const emulator = new WeChatEmulator({ ...rest, personas: source });
  const app = fastify({ forceCloseConnections: true });
  await app.register(emulatorPlugin, { prefix: '/emulator', emulator });
  const address = await app.listen({ host: '127.0.0.1', port: port ?? 0 });
  const url = `${address}/emulator`;
  return { url, apiUrl: `${url}/wx`, emulator, close: () => app.close() };
}
