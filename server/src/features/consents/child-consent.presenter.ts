import { Injectable } from '@nestjs/common';
import type { ChildConsents as View, ConsentWord } from '#shared/consents/child-contract.js';
import { childPurposes, isInUse } from '#shared/consents/child-purposes.js';
import { keysOf } from '#shared/platform/keys.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import { Bars } from '../people/bars.port.js';
import type { OpenChild } from '../people/child-door.port.js';
import { Deciders } from '../people/deciders.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import type { Standing } from './child-consents.port.js';
import { ChildConsents } from './child-consents.port.js';
import { ChildConsent } from './consent.entity.js';
import { ConsentTexts } from './consent-texts.js';

/** As many earlier decisions as anybody reads. */
const historyLength = 100;

/** The only way from the decisions for a child to JSON. */
@Injectable()
export class ChildConsentPresenter {
  constructor(
    private readonly database: Database,
    private readonly consents: ChildConsents,
    private readonly texts: ConsentTexts,
    private readonly people: PeopleDirectory,
    private readonly deciders: Deciders,
    private readonly bars: Bars,
  ) {}

  async view(actor: Actor, open: OpenChild): Promise<View> {
    const { child, decides, keepsFamily } = open;
    const standings = (await this.consents.standings(child.schoolId, [child.id])).get(child.id);
    const texts = await this.texts.current(child.schoolId);
    const says = keysOf(childPurposes).map((purpose) => ({
      purpose,
      standing: standings?.get(purpose) as Standing,
    }));
    const deciders = says[0]?.standing.says.map(({ decider }) => decider) ?? [];
    const people = await this.people.people(deciders.map(({ personId }) => personId));
    return {
      child: { token: child.token, name: child.name },
      items: says.map(({ purpose, standing }) => {
        const mine = standing.says.find(({ decider }) => decider.personId === actor.personId);
        return {
          purpose,
          state: standing.state,
          inUse: isInUse(purpose),
          text: texts.get(purpose) as View['items'][number]['text'],
          mine: decides ? (mine?.last?.decision ?? null) : null,
          changed: decides && isInUse(purpose) && mine?.last?.decision === 'given' && mine.answer === 'none',
          says: standing.says.map(({ decider, answer }) => ({
            name: people.get(decider.personId)?.name ?? '',
            relation: decider.relation,
            answer,
          })),
        };
      }),
      history: await this.history(open, says),
      mayWitnessFor: keepsFamily
        ? deciders.flatMap(({ personId, relation }) => {
            const person = people.get(personId);
            return person && personId !== actor.personId
              ? [{ token: person.token, name: person.name, relation }]
              : [];
          })
        : [],
      abilities: { decide: decides, witness: keepsFamily },
    };
  }

  /** Newest first. Who is kept from the child stands in it no more than anywhere else. */
  private async history(
    { child }: OpenChild,
    says: readonly { standing: Standing }[],
  ): Promise<ConsentWord[]> {
    const kept = await this.bars.personsKeptFrom(child.schoolId, child.id);
    const rows = (
      await this.database.read
        .of(ChildConsent, child.schoolId)
        .find({ where: { childId: child.id }, order: { id: 'DESC' }, take: historyLength })
    ).filter((row) => !kept.includes(row.guardianId) && !kept.includes(row.recordedById));
    const counting = new Set(says.flatMap(({ standing }) => standing.says.map(({ last }) => last?.id)));
    const people = await this.people.people(rows.flatMap((row) => [row.guardianId, row.recordedById]));
    const relations = await this.deciders.relationsTo(child.schoolId, child.id);
    return rows.map((row) => ({
      ...{ purpose: row.purpose, version: row.textVersion, decision: row.decision, channel: row.channel },
      at: row.at.toISOString(),
      by: {
        name: people.get(row.guardianId)?.name ?? '',
        relation: relations.get(row.guardianId) ?? null,
      },
      witness: row.channel === 'face_to_face' ? (people.get(row.recordedById)?.name ?? null) : null,
      note: row.note,
      counts: counting.has(row.id),
    }));
  }
}
