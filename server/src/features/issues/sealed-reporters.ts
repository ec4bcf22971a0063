import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { Keyring } from '../../platform/auth/keyring.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { asSchoolId, newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { SealedRecipients } from '../../platform/outbox/message-catalogue.js';
import type { Issue } from './issue.entity.js';
import { SealedReporter } from './issue.entity.js';

const purpose = 'sealed-reporter';

/** The one place that knows who stands behind a seal. Asked by push and verdict, and by the reporter for her own. */
@Injectable()
export class SealedReporters implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    private readonly recipients: SealedRecipients,
  ) {}

  onModuleInit(): void {
    this.recipients.resolveWith((school, seal) => this.personOf(asSchoolId(school), seal));
  }

  /** Puts a person behind a new seal. */
  async seal(tx: Tx, school: SchoolId, personId: number): Promise<string> {
    const seal = newToken();
    const cipher = this.keyring.encrypt(purpose, JSON.stringify({ personId, seal }));
    await tx.of(SealedReporter, school).insert({ seal, mineHash: this.mineHash(personId), cipher });
    return seal;
  }

  /** Seals of everything that a person reported without her name. */
  async sealsOf(personId: number): Promise<string[]> {
    const rows = await this.database.read
      .acrossSchools(SealedReporter)
      .findBy({ mineHash: this.mineHash(personId) });
    return rows.map((row) => row.seal);
  }

  /** Which of these issues were reported by the person, openly or under seal. */
  async reportedBy(personId: number, issues: readonly Issue[]): Promise<Set<number>> {
    const seals = issues.flatMap((issue) => issue.seal ?? []);
    const mine =
      seals.length === 0
        ? []
        : await this.database.read
            .acrossSchools(SealedReporter)
            .findBy({ seal: In(seals), mineHash: this.mineHash(personId) });
    const mySeals = new Set(mine.map((row) => row.seal));
    return new Set(
      issues
        .filter((issue) => issue.reporterId === personId || mySeals.has(issue.seal ?? ''))
        .map((issue) => issue.id),
    );
  }

  private async personOf(school: SchoolId, seal: string): Promise<number | null> {
    const row = await this.database.read.of(SealedReporter, school).findOne({ seal });
    return row ? this.open(row) : null;
  }

  private open({ seal, cipher }: SealedReporter): number | null {
    const opened = JSON.parse(this.keyring.decrypt(purpose, cipher)) as { personId: number; seal: string };
    // The seal is inside too: a cipher moved to another row opens to nobody.
    return opened.seal === seal ? opened.personId : null;
  }

  private mineHash(personId: number): string {
    return this.keyring.hash(purpose, String(personId));
  }
}
