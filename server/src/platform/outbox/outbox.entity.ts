import { Entity, Index } from 'typeorm';
import { At, Code, Id, Json, Line, Ref, TokenColumn, Whole } from '../database/columns.js';

export type OutboxState =
  'waiting' | 'sending' | 'sent' | 'refused' | 'failed' | 'unknown' | 'unreachable' | 'dead' | 'withdrawn';

/** What must reach somebody, written in the transaction of its cause. Global: one set of workers serves all schools. */
@Entity('outbox')
@Index('outbox_due', ['state', 'dueAt', 'id'])
@Index('outbox_token', ['token'], { unique: true })
@Index('outbox_school', ['inSchool', 'state', 'id'])
@Index('outbox_subject', ['subjectType', 'subjectId'])
export class OutboxRow {
  @Id() id!: number;
  /** Public name, also the `client_msg_id` of a template message. */
  @TokenColumn() token!: string;
  @Ref({ nullable: true }) inSchool!: number | null;
  @Code() kind!: string;
  @Code() channel!: 'subscribe' | 'template';
  /** null where the recipient is sealed (then `sealedSubject` leads to her through the seal alone). */
  @Ref({ nullable: true }) personId!: number | null;
  @TokenColumn({ nullable: true }) seal!: string | null;
  @Code({ nullable: true }) subjectType!: string | null;
  @Ref({ nullable: true }) subjectId!: number | null;
  /** Ids, codes and neutral words only. */
  @Json() payload!: Record<string, string>;
  @Code() state!: OutboxState;
  @Whole() attempts!: number;
  @At() dueAt!: Date;
  @TokenColumn({ nullable: true }) leasedBy!: string | null;
  @At({ nullable: true }) leasedUntil!: Date | null;
  @Line(200, { nullable: true }) reason!: string | null;
  @At() createdAt!: Date;
  @At() changedAt!: Date;
}

/** Durable timer. Global, like the outbox. One row per (kind, subject): setting it again moves it. */
@Entity('timer')
@Index('timer_due', ['dueAt', 'id'])
@Index('timer_subject', ['kind', 'subjectType', 'subjectId'], { unique: true })
export class TimerRow {
  @Id() id!: number;
  @Code() kind!: string;
  @Code() subjectType!: string;
  @Ref() subjectId!: number;
  @Ref({ nullable: true }) inSchool!: number | null;
  @At() dueAt!: Date;
  @Whole() attempts!: number;
  @TokenColumn({ nullable: true }) leasedBy!: string | null;
  @At({ nullable: true }) leasedUntil!: Date | null;
  @Line(200, { nullable: true }) lastError!: string | null;
}

/** A POST that was carried out, remembered by reference: its answer is presented afresh, nothing personal is kept twice. */
@Entity('idempotency')
@Index('idempotency_key', ['scope', 'key'], { unique: true })
@Index('idempotency_created', ['createdAt'])
export class IdempotencyRow {
  @Id() id!: number;
  /** Hash of who and where; for sealed subjects the seal instead of who. */
  @TokenColumn() scope!: string;
  @TokenColumn() key!: string;
  @TokenColumn() bodyHash!: string;
  /** Token of what the request made; null for one that made nothing, and while it is being carried out. */
  @TokenColumn({ nullable: true }) result!: string | null;
  @At() createdAt!: Date;
}

/** Access token of one WeChat app; one refresher, all processes read it. */
@Entity('wechat_token')
export class WeChatTokenRow {
  @TokenColumn({ primary: true }) appId!: string;
  @TokenColumn({ length: 600 }) token!: string;
  @At() expiresAt!: Date;
  @At({ nullable: true }) lockedUntil!: Date | null;
}

/** Callback that was handled already: WeChat sends again when an answer is late. */
@Entity('wechat_seen')
@Index('wechat_seen_at', ['at'])
export class WeChatSeenRow {
  @TokenColumn({ primary: true }) key!: string;
  @At() at!: Date;
}
