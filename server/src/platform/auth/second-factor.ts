import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Not } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { RecoveryCode, Totp } from './identity.entity.js';
import { Keyring } from './keyring.js';
import { newTotpSecret, stepOfCode } from './totp.js';

const purpose = 'totp';
export const recoveryCodeCount = 10;
/** Without letters and digits that look alike; ten of 30 are 49 bits, and every try is counted. */
const readable = 'ABCDEFGHJKMNPQRSTUVWXYZ2345678';
const recoveryCodeLength = 10;

/** By what somebody proved that it is she. */
export type Proof = 'code' | 'recovery_code';

/** The second step of signing in: the secret that a person shares with an app on her phone, and codes on paper. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
  ) {}

  /** Since when her sign-ins ask for a code; null: they do not. */
  async since(personId: number): Promise<Date | null> {
    return (await this.row(personId))?.since ?? null;
  }

  /** Those of `personIds` whose sign-ins ask for a code. */
  async usedBy(personIds: readonly number[]): Promise<Set<number>> {
    const rows = await this.database.read
      .global(Totp)
      .findBy({ personId: In([...personIds]), since: Not(IsNull()) });
    return new Set(rows.map((row) => row.personId));
  }

  /** What changes whenever the secret does: what was begun under an old one is not finished under a new one. */
  async stamp(personId: number): Promise<string> {
    const row = await this.row(personId);
    return this.keyring.hash('totp-stamp', `${row?.id ?? 0}:${row?.secret ?? ''}`);
  }

  private row(personId: number): Promise<Totp | null> {
    return this.database.read.global(Totp).findOneBy({ personId });
  }

  /** Begins to set up an app; the one before, if any, goes on counting until the new one has been confirmed. */
  async begin(tx: Tx, personId: number): Promise<string> {
    const secret = newTotpSecret();
    const pendingSecret = this.keyring.encrypt(purpose, secret);
    const rows = tx.global(Totp);
    const changed = await rows.update({ personId }, { pendingSecret });
    if (changed.affected !== 1)
      await rows.insert({ personId, pendingSecret, secret: null, since: null, lastStep: 0 });
    return secret;
  }

  /**
   * Puts the app in force with a code that it shows.
   * @returns whether it was the right one
   */
  async confirm(tx: Tx, personId: number, code: string): Promise<boolean> {
    const rows = tx.global(Totp);
    const row = await rows.findOneBy({ personId });
    if (!row?.pendingSecret) return false;
    const step = stepOfCode(this.keyring.decrypt(purpose, row.pendingSecret), code, this.clock.now());
    if (step === null) return false;
    const change = {
      secret: row.pendingSecret,
      pendingSecret: null,
      since: this.clock.now(),
      lastStep: step,
    };
    const { affected } = await rows.update({ id: row.id, pendingSecret: row.pendingSecret }, change);
    return affected === 1;
  }

  /**
   * Takes a code of the app, or one from paper, and makes it worthless in the same statement: of two who bring the same
   * one, one is let in.
   * @param typed six digits, or a recovery code
   */
  async prove(tx: Tx, personId: number, typed: string): Promise<Proof | null> {
    if (/^\d{6}$/.test(typed)) return (await this.takeStep(tx, personId, typed)) ? 'code' : null;
    const used = await tx
      .global(RecoveryCode)
      .update(
        { personId, codeHash: this.hash(personId, typed), usedAt: IsNull() },
        { usedAt: this.clock.now() },
      );
    return used.affected === 1 ? 'recovery_code' : null;
  }

  private async takeStep(tx: Tx, personId: number, code: string): Promise<boolean> {
    const row = await tx.global(Totp).findOneBy({ personId });
    if (!row?.secret) return false;
    const step = stepOfCode(this.keyring.decrypt(purpose, row.secret), code, this.clock.now());
    if (step === null) return false;
    const later = await tx
      .global(Totp)
      .update({ id: row.id, secret: row.secret, lastStep: LessThan(step) }, { lastStep: step });
    return later.affected === 1;
  }

  /** New codes in the place of all earlier ones. They exist only in this answer. */
  async makeRecoveryCodes(tx: Tx, personId: number): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodeCount }, () =>
      Array.from({ length: recoveryCodeLength }, () => readable[randomInt(readable.length)]).join(''),
    );
    await tx.global(RecoveryCode).delete({ personId });
    await tx
      .global(RecoveryCode)
      .insert(codes.map((code) => ({ personId, codeHash: this.hash(personId, code), usedAt: null })));
    return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
  }

  /** How many codes on paper are still good. */
  recoveryCodesLeft(personId: number): Promise<number> {
    return this.database.read.global(RecoveryCode).countBy({ personId, usedAt: IsNull() });
  }

  /** Does without a second step. @returns whether there was one */
  async remove(tx: Tx, personId: number): Promise<boolean> {
    await tx.global(RecoveryCode).delete({ personId });
    const { affected } = await tx.global(Totp).delete({ personId });
    return (affected ?? 0) > 0;
  }

  private hash(personId: number, code: string): string {
    return this.keyring.hash('recovery-code', `${personId}:${code}`);
  }
}
