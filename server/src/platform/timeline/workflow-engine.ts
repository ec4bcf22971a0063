import { Injectable } from '@nestjs/common';
import type { Workflow } from '#shared/platform/workflow.js';
import { allows } from '#shared/platform/workflow.js';
import { Audit } from '../audit/audit.js';
import type { ActorRef } from '../audit/audit.js';
import { Clock } from '../clock/clock.js';
import type { TenantRow, TenantTable, Tx } from '../database/database.js';
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
}

/** Reacts inside the transaction of the event: what it writes is committed with it or not at all. */
export type Follower = (tx: Tx, recorded: Recorded) => Promise<void>;

/** Version of all event payloads written now. */
const eventVersion = 1;

/** Carries out workflows: a state changes by compare-and-set, together with its event, its words and its audit row. */
@Injectable()
export class WorkflowEngine {
  private readonly followers = new Map<string, Follower[]>();

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
    const next = {
      ...step.change,
      state: transition.to ?? row.state,
      lastSeq: seq,
      changedAt: this.clock.now(),
    };
    type Where = Parameters<typeof table.update>[0];
    type Change = Parameters<typeof table.update>[1];
    const unchanged = { id: row.id, state: row.state, lastSeq: row.lastSeq };
    const changed = await table.update(unchanged as unknown as Where, next as unknown as Change);
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
    const subject = { subjectType: event.subjectType, subjectId: row.id };
    await tx.of(TimelineEvent, row.schoolId).insert({
      ...subject,
      seq,
      name,
      version: eventVersion,
      payload: event.payload ?? {},
      actorId: event.actor.personId,
      actorSeal: event.actor.seal,
      at: row.changedAt,
    });
    const words = (event.content ?? []).filter((one) => one.body !== '');
    await tx
      .of(Content, row.schoolId)
      .insertMany(words.map((one) => ({ ...subject, seq, ...one, erasedAt: null })));
    await this.audit.wrote(tx, {
      action: `${event.subjectType}.${name}`,
      actor: event.actor,
      school: row.schoolId,
      subject: { type: event.subjectType, id: row.id },
    });
    const recorded = { row, seq, name, payload: event.payload ?? {}, actor: event.actor };
    for (const follower of this.followers.get(event.subjectType) ?? []) await follower(tx, recorded);
  }
}
