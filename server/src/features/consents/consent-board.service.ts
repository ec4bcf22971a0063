import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  ConsentBoard,
  ConsentBoardQuery,
  ConsentFigures,
  ConsentRow,
} from '#shared/consents/child-contract.js';
import { childConsentStates, childPurposes, isInUse } from '#shared/consents/child-purposes.js';
import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import { keysOf } from '#shared/platform/keys.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { requireUnlocked } from '../../platform/auth/lock.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { ChildDoor } from '../people/child-door.port.js';
import type { ChildRef, KeptFamilies } from '../people/child-door.port.js';
import { Deciders } from '../people/deciders.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import { ChildConsents } from './child-consents.port.js';
import type { Standing } from './child-consents.port.js';

type Query = z.output<typeof ConsentBoardQuery>;
type Standings = Map<ChildPurposeName, Standing>;

const purposes = keysOf(childPurposes);
/** Children looked at in one go while a page that is filtered fills. */
const portion = 100;
/** Groups smaller than this are not told: somebody could be recognised. */
const smallest = 5;

/** How the children of a class, or of the school, stand: for who keeps their families in order. */
@Injectable()
export class ConsentBoardService {
  constructor(
    private readonly door: ChildDoor,
    private readonly consents: ChildConsents,
    private readonly deciders: Deciders,
    private readonly people: PeopleDirectory,
    private readonly audit: Audit,
  ) {}

  /** @throws ProblemError `forbidden` for who keeps nobody's family in order */
  async page(actor: Actor, query: Query): Promise<ConsentBoard> {
    const { school, kept } = this.kept(actor, query.school);
    const classroom =
      query.classroom === undefined ? null : await this.people.classroomByToken(school, query.classroom);
    if (query.classroom !== undefined && !classroom) return { items: [], nextCursor: null };
    const { after, take } = pageLimits(query);
    const found: { child: ChildRef; id: number; standings: Standings }[] = [];
    let from = after;
    for (;;) {
      const children = await this.door.atSchool(actor, school, {
        ...{ kept, after: from, take: portion },
        ...(classroom ? { classroomId: classroom.id } : {}),
      });
      const standings = await this.consents.standings(
        school,
        children.map(({ id }) => id),
      );
      for (const child of children) {
        const hers = standings.get(child.id) ?? new Map<ChildPurposeName, Standing>();
        if (fits(hers, query)) found.push({ child, id: child.id, standings: hers });
      }
      from = children.at(-1)?.id ?? null;
      if (children.length < portion || found.length >= take) break;
    }
    const page = pageFrom(found, query.limit);
    return { items: await this.present(actor, school, page.items), nextCursor: page.nextCursor };
  }

  /** Numbers only; what is counted about children is counted of those alone for whom it may be. */
  async figures(actor: Actor, token: string | undefined): Promise<ConsentFigures> {
    const { school, kept } = this.kept(actor, token);
    const ids = await this.everybody(actor, school, kept);
    const standings = await this.consents.standings(school, ids);
    const count = (purpose: ChildPurposeName, state: keyof typeof childConsentStates) =>
      ids.filter((id) => standings.get(id)?.get(purpose)?.state === state).length;
    const counted = ids.filter((id) => standings.get(id)?.get('statistics')?.state === 'given');
    const leftBehind = await this.deciders.leftBehindAmong(school, counted);
    const isSmall = (n: number) => n < smallest && counted.length > 0;
    return {
      children: ids.length,
      states: purposes.map((purpose) => ({
        purpose,
        given: count(purpose, 'given'),
        refused: count(purpose, 'refused'),
        disagreed: count(purpose, 'disagreed'),
        not_yet: count(purpose, 'not_yet'),
      })),
      leftBehind: {
        counted: counted.length,
        notCounted: ids.length - counted.length,
        // The others of a group are as recognisable as the group.
        leftBehind: isSmall(leftBehind) || isSmall(counted.length - leftBehind) ? null : leftBehind,
      },
    };
  }

  private kept(actor: Actor, token: string | undefined): { school: SchoolId; kept: KeptFamilies } {
    const school = schoolOf(actor, token).id;
    const kept = this.door.familiesKeptBy(actor, school);
    if (kept !== 'school' && kept.length === 0) throw new ProblemError('forbidden');
    requireUnlocked(actor);
    return { school, kept };
  }

  private async everybody(actor: Actor, school: SchoolId, kept: KeptFamilies): Promise<number[]> {
    const ids: number[] = [];
    for (;;) {
      const after = ids.at(-1) ?? null;
      const children = await this.door.atSchool(actor, school, { kept, after, take: portion });
      ids.push(...children.map(({ id }) => id));
      if (children.length < portion) return ids;
    }
  }

  private async present(
    actor: Actor,
    school: SchoolId,
    rows: readonly { child: ChildRef; standings: Standings }[],
  ): Promise<ConsentRow[]> {
    if (rows.length === 0) return [];
    await this.audit.read(
      { action: 'consents.board', actor: byPerson(actor.personId), school },
      ['basic', 'family'],
      rows.map(({ child }) => child.id),
    );
    const { classrooms } = await this.people.names(school, {
      people: [],
      places: [],
      classrooms: rows.map(({ child }) => child.classroomId),
    });
    return rows.map(({ child: { token, name, classroomId }, standings }) => ({
      token,
      name,
      classroom: classrooms.get(classroomId ?? 0) ?? null,
      states: Object.fromEntries(
        purposes.map((purpose) => [purpose, standings.get(purpose)?.state ?? 'not_yet']),
      ) as ConsentRow['states'],
    }));
  }
}

function fits(standings: Standings, { purpose, state }: Query): boolean {
  if (state === undefined) return true;
  // Whom nobody has to ask yet does not wait to be asked.
  const open = state === 'not_yet' ? purposes.filter(isInUse) : purposes;
  const asked = purpose === undefined ? open : [purpose];
  return asked.some((one) => standings.get(one)?.state === state);
}
