import { Injectable } from '@nestjs/common';
import type { Workflow } from '#shared/platform/workflow.js';
import { allows } from '#shared/platform/workflow.js';
import { Audit } from '../audit/audit.js';
import type { ActorRef, Entry } from '../audit/audit.js';
import { Clock } from '../clock/clock.js';
import type { TenantRow, TenantTable, Tx } from '../database/database.js';
import type { SchoolId } from '../database/ids.js';
import { ProblemError } from '../http/problem-error.js';
import { Content, TimelineEvent } from './timeline.entity.js';

/** A row whose life is a workflow. */
export interface WorkflowRow<State extends string> extends TenantRow {
  id: number;
  state: State;
  lastSeq: number;
  changedAt: Date;
}

export interface Step<
  State extends string,
  Action extends string,
  Actor extends string,
  Row extends WorkflowRow<State>,
> {
  subjectType: string;
  workflow: Workflow<State, Action, Actor>;
  action: Action;
  /** How the doer stands to the subject. */
  standing: readonly Actor[];
  actor: ActorRef;
  /** Ids, codes and numbers only. */
  payload?: Record<string, unknown>;
  /** Personal words, kept apart from the event. */
  content?: readonly { kind: string; body: string }[];
  /** Further columns that change together with the state. */
  change?: Partial<Omit<Row, 'id' | 'schoolId' | 'state' | 'lastSeq' | 'changedAt'>>;
}

/** An event as it was just recorded, with the row as it stands after it. */
export interface Recorded {
  row: WorkflowRow<string>;
  seq: number;
  name: string;
  payload: Readonly<Record<string, unknown>>;
  actor: ActorRef;
  /** The row was made in this transaction: nothing can refer to it yet. */
  isNew: boolean;
}

/** Reacts inside the transaction of the event: what it writes is committed with it or not at all. */
export type Follower = (tx: Tx, recorded: Recorded) => Promise<void>;

/** Version of all event payloads written now. */
const eventVersion = 1;

type New<Row> = Omit<Row, 'id' | 'schoolId'>;

/** What has been recorded of a new row and is not written yet. */
interface FirstSteps {
  subjectType: string;
  row: WorkflowRow<string>;
  /** Writes columns of the row as long as it stands as it was made. */
  write(change: object): Promise<number>;
  change: object;
  events: New<TimelineEvent>[];
  words: New<Content>[];
  entries: Entry[];
}

/** Carries out workflows: a state changes by compare-and-set, together with its event, its words and its audit row. */
@Injectable()
export class WorkflowEngine {
  private readonly followers = new Map<string, Follower[]>();
  private readonly firstSteps = new WeakMap<Tx, FirstSteps>();

  constructor(
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Calls `follower` after every event of a subject type, in the order of registration. */
  follow(subjectType: string, follower: Follower): void {
    this.followers.set(subjectType, [...(this.followers.get(subjectType) ?? []), follower]);
  }

  /**
   * Takes `row` one step on. The row object is updated to what was written.
   * @returns the seq of the event
   * @throws ProblemError `forbidden` if no such standing may ever do this, `state_conflict` if the state has moved on
   */
  async advance<
    State extends string,
    Action extends string,
    Actor extends string,
    Row extends WorkflowRow<State>,
  >(tx: Tx, table: TenantTable<Row>, row: Row, step: Step<State, Action, Actor, Row>): Promise<number> {
    const transition = step.workflow.transitions[step.action];
    if (!transition.by.some((actor) => step.standing.includes(actor))) throw new ProblemError('forbidden');
    if (!allows(step.workflow, step.action, row.state, step.standing))
      throw new ProblemError('state_conflict');
    const seq = row.lastSeq + 1;
    const first = this.firstStepsOf(tx, step.subjectType, row);
    const next = {
      ...step.change,
      state: transition.to ?? row.state,
      lastSeq: seq,
      changedAt: this.clock.now(),
    };
    type Where = Parameters<typeof table.update>[0];
    type Change = Parameters<typeof table.update>[1];
    const unchanged = { id: row.id, state: row.state, lastSeq: row.lastSeq };
    const changed = first
      ? Object.assign(first.change, next) && 1
      : await table.update(unchanged as unknown as Where, next as unknown as Change);
    if (changed !== 1) throw new ProblemError('state_conflict');
    Object.assign(row, next);
    await this.record(tx, row, seq, step.action, step);
    return seq;
  }

  /** Appends an event to a row that has just been created with `lastSeq` = `seq`. */
  async record<State extends string>(
    tx: Tx,
    row: WorkflowRow<State>,
    seq: number,
    name: string,
    event: {
      subjectType: string;
      actor: ActorRef;
      payload?: Record<string, unknown>;
      content?: readonly { kind: string; body: string }[];
    },
  ): Promise<void> {
    const { subjectType, actor } = event;
    const payload = event.payload ?? {};
    const subject = { subjectType, subjectId: row.id };
    const past = { ...subject, seq, name, version: eventVersion, payload, at: row.changedAt };
    const made = { ...past, actorId: actor.personId, actorSeal: actor.seal };
    const words = (event.content ?? [])
      .filter((one) => one.body !== '')
      .map((one) => ({ ...subject, seq, ...one, erasedAt: null }));
    const entry: Entry = {
      action: `${subjectType}.${name}`,
      actor,
      school: row.schoolId,
      subject: { type: subjectType, id: row.id },
    };
    const first = this.firstStepsOf(tx, subjectType, row);
    if (first) {
      first.events.push(made);
      first.words.push(...words);
      first.entries.push(entry);
    } else await this.write(tx, row.schoolId, [made], words, [entry]);
    const recorded = { row, seq, name, payload, actor, isNew: first !== undefined };
    for (const follower of this.followers.get(subjectType) ?? []) await follower(tx, recorded);
  }

  /**
   * Runs `work`, which takes a row that was made a moment ago through its first events. Nobody else can see the row
   * before the transaction ends, so what happens to it is written together, when `work` has ended or calls `settle`.
   * @param atEnd further columns as they are after `work`
   */
  async throughFirstSteps<Row extends WorkflowRow<State>, State extends string>(
    tx: Tx,
    table: TenantTable<Row>,
    subjectType: string,
    row: Row,
    work: () => Promise<void>,
    atEnd: () => Partial<Row>,
  ): Promise<void> {
    type Where = Parameters<typeof table.update>[0];
    const { id, state, lastSeq } = row;
    const write = (change: object, where: object = { id, state, lastSeq }) =>
      table.update(where as Where, change);
    const first: FirstSteps = { subjectType, row, write, change: {}, events: [], words: [], entries: [] };
    this.firstSteps.set(tx, first);
    try {
      await work();
      const last = atEnd();
      if (this.firstSteps.has(tx)) Object.assign(first.change, last);
      else if (Object.keys(last).length > 0) await write(last, { id, lastSeq: row.lastSeq });
      await this.settle(tx);
    } finally {
      this.firstSteps.delete(tx);
    }
  }

  /** Writes what `throughFirstSteps` has held back, for who is going to look for it. From now on nothing is. */
  async settle(tx: Tx): Promise<void> {
    const first = this.firstSteps.get(tx);
    if (!first) return;
    this.firstSteps.delete(tx);
    const { row, change, events, words, entries } = first;
    if (Object.keys(change).length > 0 && (await first.write(change)) !== 1)
      throw new ProblemError('state_conflict');
    await this.write(tx, row.schoolId, events, words, entries);
  }

  private firstStepsOf(tx: Tx, subjectType: string, row: WorkflowRow<string>): FirstSteps | undefined {
    const first = this.firstSteps.get(tx);
    return first?.subjectType === subjectType && first.row.id === row.id ? first : undefined;
  }

  private async write(
    tx: Tx,
    school: SchoolId,
    events: readonly New<TimelineEvent>[],
    words: readonly New<Content>[],
    entries: readonly Entry[],
  ): Promise<void> {
    await tx.of(TimelineEvent, school).insertMany([...events]);
    await tx.of(Content, school).insertMany([...words]);
    await this.audit.wroteAll(tx, entries);
  }
}
