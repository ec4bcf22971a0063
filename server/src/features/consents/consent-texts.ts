import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ConsentText, ConsentTextList, PublishConsentText } from '#shared/consents/child-contract.js';
import { childPurposes, firstVersion } from '#shared/consents/child-purposes.js';
import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import { keysOf } from '#shared/platform/keys.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { MediaService } from '../../platform/media/media.service.js';
import { PeopleDirectory } from '../people/people.port.js';
import { ConsentTextRow } from './consent.entity.js';

/** Recordings of the words hang on the row of their version. */
const subjectType = 'consent_text';

/** Which version of a purpose's words is the one of today, and which one asks everybody again. */
export interface TextVersions {
  current: number;
  /** 0: none asks again. */
  askedAgainAt: number;
}

const changed = () =>
  new ProblemError('state_conflict', { detail: '说明改过了，请退出再打开，重新看一遍。' });

/** The words in which guardians are asked: those of the program, and the versions that a school has published since. */
@Injectable()
export class ConsentTexts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly media: MediaService,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** By purpose, as the words stood at an instant. */
  async versions(
    school: SchoolId,
    at: Date = this.clock.now(),
  ): Promise<Map<ChildPurposeName, TextVersions>> {
    const rows = (await this.rows(school)).filter((row) => row.publishedAt <= at);
    return new Map(
      keysOf(childPurposes).map((purpose) => {
        const hers = rows.filter((row) => row.purpose === purpose);
        const current = Math.max(firstVersion, ...hers.map((row) => row.version));
        const askedAgainAt = Math.max(0, ...hers.filter((row) => row.asksAgain).map((row) => row.version));
        return [purpose, { current, askedAgainAt }];
      }),
    );
  }

  /** The words of today, purpose by purpose. */
  async current(school: SchoolId): Promise<Map<ChildPurposeName, ConsentText>> {
    const { items } = await this.all(school);
    return new Map(
      keysOf(childPurposes).map((purpose) => [
        purpose,
        items.find((text) => text.purpose === purpose) as ConsentText,
      ]),
    );
  }

  /** For everybody of the school: words that families are asked with are no secret. */
  list(actor: Actor, school: string | undefined): Promise<ConsentTextList> {
    return this.all(schoolOf(actor, school).id);
  }

  /** @throws ProblemError `state_conflict` where somebody has published another version in the meantime */
  async publish(
    actor: Actor,
    request: RequestKey,
    schoolToken: string | undefined,
    given: z.output<typeof PublishConsentText>,
  ): Promise<ConsentTextList> {
    const school = configuredSchoolOf(actor, schoolToken);
    try {
      await this.database.write((tx) =>
        this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
          const { purpose, lines, yes, no, asksAgain, after, voice } = given;
          if ((await this.versions(school)).get(purpose)?.current !== after) throw changed();
          const row = await tx.of(ConsentTextRow, school).insert({
            ...{ purpose, lines, asksAgain, yesWords: yes, noWords: no },
            version: after + 1,
            publishedById: actor.personId,
            publishedAt: this.clock.now(),
          });
          await this.media.attach(tx, {
            owner: { personId: actor.personId },
            schoolId: school,
            tokens: voice === null ? [] : [voice],
            kind: 'recording',
            ...{ subjectType, subjectId: row.id, seq: 1 },
          });
          await this.audit.wrote(tx, {
            action: 'consent.text',
            actor: byPerson(actor.personId),
            school,
            subject: { type: subjectType, id: row.id },
          });
        }),
      );
    } catch (error) {
      if (isUniqueViolation(error)) throw changed();
      throw error;
    }
    return this.all(school);
  }

  private async all(school: SchoolId): Promise<ConsentTextList> {
    const rows = await this.rows(school);
    const people = await this.people.people(rows.map((row) => row.publishedById));
    const voices = await this.media.forSubjects(
      school,
      subjectType,
      rows.map((row) => row.id),
    );
    const published = rows.map((row): ConsentText => ({
      ...{ purpose: row.purpose, version: row.version, lines: row.lines, asksAgain: row.asksAgain },
      ...{ yes: row.yesWords, no: row.noWords },
      voice: voices.get(row.id)?.map((file) => this.media.voiceView(file))[0] ?? null,
      publishedAt: row.publishedAt.toISOString(),
      publishedBy: people.get(row.publishedById)?.name ?? null,
    }));
    return {
      items: keysOf(childPurposes).flatMap((purpose) => [
        ...published.filter((text) => text.purpose === purpose).reverse(),
        beginning(purpose),
      ]),
    };
  }

  private rows(school: SchoolId): Promise<ConsentTextRow[]> {
    return this.database.read.of(ConsentTextRow, school).find({ order: { version: 'ASC', id: 'ASC' } });
  }
}

/** The words with which every school begins. */
function beginning(purpose: ChildPurposeName): ConsentText {
  const { lines, yes, no } = childPurposes[purpose];
  return {
    ...{ purpose, version: firstVersion, lines: lines.map((line) => ({ ...line })), yes, no },
    ...{ asksAgain: false, voice: null, publishedAt: null, publishedBy: null },
  };
}
