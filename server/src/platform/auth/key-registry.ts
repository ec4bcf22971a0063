import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import { isUniqueViolation } from '../database/engine.js';
import { Reencryption } from '../database/reencryption.js';
import { EncryptionKeyRow } from './identity.entity.js';
import { Keyring } from './keyring.js';

/** The settings lack a key that records were written with, in words that an administrator can act on. */
export class KeyError extends Error {
  override name = 'KeyError';
}

/** Compares the keys of the settings with those that records were written with, before anything is read. */
@Injectable()
export class KeyRegistry implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly rows: Reencryption,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.check();
    await this.rows.emptyWhatIsLost();
  }

  /** Notes the key in use. @throws KeyError, with its id, for a key that is missing or is not the one that was used */
  async check(): Promise<void> {
    const known = await this.database.read.global(EncryptionKeyRow).find();
    for (const { keyId, fingerprint } of known) {
      if (!this.keyring.has(keyId)) throw missing(keyId);
      if (fingerprint !== '' && fingerprint !== this.keyring.fingerprintOf(keyId)) throw another(keyId);
    }
    for (const { keyId, fingerprint } of known) if (fingerprint === '') await this.complete(keyId);
    if (!known.some(({ keyId }) => keyId === this.keyring.activeId)) await this.begin(this.keyring.activeId);
  }

  private async complete(keyId: string): Promise<void> {
    const fingerprint = this.keyring.fingerprintOf(keyId);
    await this.database.write((tx) => tx.global(EncryptionKeyRow).update({ keyId }, { fingerprint }));
  }

  private async begin(keyId: string): Promise<void> {
    const row = { keyId, fingerprint: this.keyring.fingerprintOf(keyId), sinceAt: this.clock.now() };
    try {
      await this.database.write((tx) => tx.global(EncryptionKeyRow).insert(row));
    } catch (error) {
      // Another server that starts at the same moment.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

const missing = (keyId: string) =>
  new KeyError(
    `XINQIAO_KEYS: records in this database are encrypted with the key "${keyId}", which is not in the settings. Add it ` +
      `behind the key in use; "npm run keys:rotate" makes it unnecessary.\n` +
      `数据库里有用密钥“${keyId}”加密的内容，而配置里没有这把密钥。请把它放回 XINQIAO_KEYS。`,
  );

const another = (keyId: string) =>
  new KeyError(
    `${keyId === 'k1' ? 'SECRET_KEY / XINQIAO_KEYS' : 'XINQIAO_KEYS'}: the key "${keyId}" is not the one that this database was encrypted with. Put the old one back.\n` +
      `密钥“${keyId}”和数据库加密时用的不是同一把，请换回原来的那一把。`,
  );
