import type { KeyValue } from '../../miniapp/platform/key-value.js';
import { Outbox } from '../../miniapp/api/outbox/outbox.js';
import type { OutboxEntry } from '../../miniapp/api/outbox/outbox-entry.js';
import { OutboxStore } from '../../miniapp/api/outbox/outbox-store.js';
import type { SendingFailure } from '../../miniapp/api/outbox/outbox-ports.js';

/** The program was ended by the system: from here on nothing of this run has any effect. */
export class Killed extends Error {}

/** A failure as a courier would throw it. */
export class Refusal extends Error {
  constructor(readonly failure: SendingFailure) {
    super(failure.detail);
  }
}

/** Counts every touch of the world; ends the run at the one it was told. */
export class Power {
  touches = 0;
  private dead = false;

  constructor(private readonly endAt = Infinity) {}

  touch() {
    if (this.dead) throw new Killed();
    this.touches += 1;
    if (this.touches < this.endAt) return;
    this.dead = true;
    throw new Killed();
  }
}

/** Storage that outlives runs. Values are copied, as they are when written as text. */
export class FakeStorage {
  readonly values = new Map<string, string>();

  on(power: Power): KeyValue {
    const { values } = this;
    return {
      get: <T>(key: string) => {
        const text = values.get(key);
        return text === undefined ? null : (JSON.parse(text) as T);
      },
      set: (key, value) => {
        power.touch();
        values.set(key, JSON.stringify(value));
        power.touch();
      },
      remove: (key) => {
        power.touch();
        values.delete(key);
        power.touch();
      },
      keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
    };
  }
}

export interface Arrived {
  key: string;
  by: string;
  path: string;
  body: Record<string, unknown>;
}

/** The school's server: knows sessions, gives the same answer for the same client id, counts what arrives. */
export class FakeServer {
  readonly sessions = new Map<string, string>();
  readonly photos = new Map<string, { by: string; bytes: string }>();
  readonly arrived: Arrived[] = [];
  requests = 0;
  /** Answers the next requests instead; the first one that is not null. */
  readonly plan: (SendingFailure | null)[] = [];
  /** Of the next upload only the request arrives, not the answer. */
  loseAnswers = 0;

  bearerFor(person: string): string {
    const bearer = `bearer-${person}-${this.sessions.size}`;
    this.sessions.set(bearer, person);
    return bearer;
  }

  receive<T>(bearer: string, work: (person: string) => T): T {
    this.requests += 1;
    const planned = this.plan.shift();
    if (planned) throw new Refusal(planned);
    const person = this.sessions.get(bearer);
    if (person === undefined) throw new Refusal({ kind: 'signedOut', code: 'signed_out', detail: '' });
    const answer = work(person);
    if (this.loseAnswers > 0) {
      this.loseAnswers -= 1;
      throw new Refusal({ kind: 'passing', code: 'timeout', detail: '' });
    }
    return answer;
  }
}

/** One phone over many runs of the program. */
export class FakePhone {
  readonly storage = new FakeStorage();
  readonly files = new Map<string, string>();
  readonly server = new FakeServer();
  readonly keys = new Map<string, string>();
  /** Whether a token can be renewed without a person. */
  renewable = false;
  now = Date.UTC(2026, 10, 22, 1);
  private made = 0;

  signIn(person: string) {
    this.keys.set(person, this.server.bearerFor(person));
  }

  takePhoto(bytes: string) {
    this.made += 1;
    const ref = `saved-${this.made}`;
    this.files.set(ref, bytes);
    return { ref, size: bytes.length };
  }

  speak(words: string) {
    return { ...this.takePhoto(words), kind: 'voice' as const };
  }

  /** Starts the program. */
  start(power = new Power()): Outbox {
    const { server, files, keys } = this;
    return new Outbox({
      store: new OutboxStore(this.storage.on(power)),
      vault: {
        drop: async (ref) => {
          power.touch();
          files.delete(ref);
          await Promise.resolve();
          power.touch();
        },
      },
      courier: {
        upload: async (entry, file, bearer) => {
          power.touch();
          await Promise.resolve();
          const bytes = files.get(file.ref);
          if (bytes === undefined) throw new Refusal({ kind: 'refused', code: 'file_gone', detail: '' });
          const token = server.receive(bearer, (by) => {
            const name = `media-${file.clientId}`;
            if (!server.photos.has(name)) server.photos.set(name, { by, bytes });
            return name;
          });
          power.touch();
          return token;
        },
        send: async (entry: OutboxEntry, body, bearer) => {
          power.touch();
          await Promise.resolve();
          const result = server.receive(bearer, (by) => {
            const known = server.arrived.some((one) => one.key === entry.clientId);
            if (!known) server.arrived.push({ key: entry.clientId, by, path: entry.path, body });
            return `issue-${entry.clientId}`;
          });
          power.touch();
          return result;
        },
      },
      keyring: {
        bearerOf: (person) => keys.get(person) ?? null,
        renew: async (person) => {
          await Promise.resolve();
          if (!this.renewable) {
            keys.delete(person);
            return null;
          }
          this.signIn(person);
          return keys.get(person) ?? null;
        },
      },
      readFailure: (error) =>
        error instanceof Refusal ? error.failure : { kind: 'passing', code: 'broken', detail: '' },
      now: () => this.now,
      newId: () => {
        this.made += 1;
        return `id-${this.made}`;
      },
    });
  }
}
