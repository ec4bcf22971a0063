import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { z } from 'zod';
import type { SecondStepAsked } from '#shared/session/account-contract.js';
import { PasswordLogin } from '../../platform/auth/identity.entity.js';
import { Keyring } from '../../platform/auth/keyring.js';
import { SecondFactors } from '../../platform/auth/second-factor.js';
import { Clock, later, minutes } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';

const purpose = 'second-step';
/** Long enough to find the phone and to wait for the next code. */
const goodFor = minutes(5);

const Ticket = z.object({
  login: z.int(),
  until: z.int(),
  stamp: z.string(),
  device: z.string().nullable(),
});

/** What the first step was good for. */
export interface HalfSignedIn {
  row: PasswordLogin;
  device: string | null;
}

/**
 * Between the two steps there is no session: only a sealed note that the password was right, which no route takes but
 * the one of the second step. It dies with the password and with the app that it was made under.
 */
@Injectable()
export class SecondStepTickets {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly factors: SecondFactors,
  ) {}

  async ask(row: PasswordLogin, device: string | null): Promise<SecondStepAsked> {
    const expiresAt = later(this.clock.now(), goodFor);
    const note = { login: row.id, until: expiresAt.getTime(), stamp: await this.stamp(row), device };
    const ticket = this.keyring.encrypt(purpose, JSON.stringify(note));
    return { secondStep: { ticket, expiresAt: expiresAt.toISOString() } };
  }

  /** @throws ProblemError `sign_in_again` for anything but a living ticket */
  async read(ticket: string): Promise<HalfSignedIn> {
    const note = this.open(ticket);
    const row =
      note && note.until > this.clock.now().getTime()
        ? await this.database.read.global(PasswordLogin).findOneBy({ id: note.login, endedAt: IsNull() })
        : null;
    if (!note || !row || (await this.stamp(row)) !== note.stamp) throw new ProblemError('sign_in_again');
    return { row, device: note.device };
  }

  private open(ticket: string): z.infer<typeof Ticket> | null {
    try {
      return Ticket.parse(JSON.parse(this.keyring.decrypt(purpose, ticket)));
    } catch {
      // Whatever was typed or tampered with is no ticket.
      return null;
    }
  }

  private async stamp({ hash, personId }: PasswordLogin): Promise<string> {
    const password = createHash('sha256').update(hash).digest('base64url');
    return `${password}.${await this.factors.stamp(personId)}`;
  }
}
