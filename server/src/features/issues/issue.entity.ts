import { Entity, Index } from 'typeorm';
import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import type { EndedAs, ReportPicture } from '#shared/issues/vocabulary.js';
import type { IssueState } from '#shared/issues/workflow.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import {
  At,
  Code,
  Flag,
  Fraction,
  Id,
  Json,
  Line,
  Ref,
  TokenColumn,
  Whole,
} from '../../platform/database/columns.js';
import { Ciphered } from '../../platform/database/encrypted-columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** A matter that somebody raised. Its words are content rows, its history is its timeline. */
@Entity('issue')
@Index('issue_token', ['token'], { unique: true })
@Index('issue_client', ['clientId'], { unique: true })
@Index('issue_board', ['schoolId', 'diverted', 'id'])
@Index('issue_state', ['schoolId', 'diverted', 'state', 'id'])
@Index('issue_assignee', ['schoolId', 'assigneeId', 'diverted', 'id'])
@Index('issue_classroom', ['schoolId', 'classroomId', 'diverted', 'id'])
@Index('issue_category', ['schoolId', 'categoryId', 'diverted', 'id'])
@Index('issue_place', ['schoolId', 'placeId', 'diverted', 'id'])
@Index('issue_unheard', ['schoolId', 'unheard', 'diverted', 'id'])
@Index('issue_conflict', ['schoolId', 'conflictOpen', 'diverted', 'id'])
@Index('issue_reporter', ['reporterId', 'id'])
@Index('issue_seal', ['seal'])
@Index('issue_primary', ['schoolId', 'primaryId'])
@Index('issue_due', ['schoolId', 'diverted', 'nextDueAt'])
@Index('issue_office', ['officeId', 'id'])
@Index('issue_asks', ['schoolId', 'asksTopic', 'id'])
export class Issue {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @TokenColumn() clientId!: string;
  @Code() state!: IssueState;
  /** Number of events so far; the next event is `lastSeq + 1`. */
  @Whole() lastSeq!: number;
  @Ref({ nullable: true }) categoryId!: number | null;
  @Ref({ nullable: true }) placeId!: number | null;
  @Ref({ nullable: true }) classroomId!: number | null;
  @Ref({ nullable: true }) childId!: number | null;
  /** null for a sealed report. */
  @Ref({ nullable: true }) reporterId!: number | null;
  /** Stands for the reporter of a sealed report, everywhere. */
  @TokenColumn({ nullable: true }) seal!: string | null;
  @Ref({ nullable: true }) assigneeId!: number | null;
  @Code({ nullable: true }) assigneeRole!: StaffRole | null;
  @Flag() diverted!: boolean;
  /** Whether the teachers of its classroom see it: sorted, and not into a category that may be about them. */
  @Flag() classroomSees!: boolean;
  @Flag() hasPhotos!: boolean;
  /** The printed code that it came through. */
  @Ref({ nullable: true }) codeId!: number | null;
  /** Who wrote it down for the reporter. */
  @Ref({ nullable: true }) filedById!: number | null;
  @Code({ nullable: true }) picture!: ReportPicture | null;
  /** A question to the school, about this. */
  @Code({ nullable: true }) asksTopic!: ConsultationTopic | null;
  @Flag() hasVoice!: boolean;
  /** A recording without words that nobody has written down yet. */
  @Flag() unheard!: boolean;
  /** Several bear the surname that was named, and nobody has decided yet. */
  @Flag() conflictOpen!: boolean;
  /** Region whose office has it, where nobody of the school may handle it. */
  @Ref({ nullable: true }) officeId!: number | null;
  /** The issue that this one was merged into. */
  @Ref({ nullable: true }) primaryId!: number | null;
  /** Which end the reporter was last asked about. */
  @Code({ nullable: true }) endedAs!: EndedAs | null;
  @Ref({ nullable: true }) declinedById!: number | null;
  /** Somebody else was asked to look again; that happens once. */
  @Flag() appealed!: boolean;
  @Whole() reopens!: number;
  // Caches of what history and calendar say; the clocks are derived, never kept here alone.
  @At({ nullable: true }) responseDueAt!: Date | null;
  @At({ nullable: true }) respondedAt!: Date | null;
  @At({ nullable: true }) resolutionDueAt!: Date | null;
  @At({ nullable: true }) resolvedAt!: Date | null;
  @At({ nullable: true }) pausedSince!: Date | null;
  @At({ nullable: true }) nextDueAt!: Date | null;
  /** Which clock or level `nextDueAt` belongs to. */
  @Code({ nullable: true }) nextDue!: string | null;
  @At() createdAt!: Date;
  @At() changedAt!: Date;
}

/**
 * Who reported a sealed issue, encrypted. Read by push and verdict only. `mineHash` is a keyed hash
 * that lets the reporter find her own reports and nobody else find her.
 */
@Entity('sealed_reporter')
@Index('sealed_reporter_seal', ['schoolId', 'seal'], { unique: true })
@Index('sealed_reporter_mine', ['mineHash'])
export class SealedReporter {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() seal!: string;
  @TokenColumn() mineHash!: string;
  @Ciphered('sealed-reporter') cipher!: string;
}

@Entity('category')
@Index('category_token', ['token'], { unique: true })
@Index('category_code', ['schoolId', 'code'], { unique: true })
export class Category {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Code() code!: string;
  @Line(20) name!: string;
  @Flag() active!: boolean;
  @Whole() position!: number;
}

/** What the classifier said, and what a person made of it: each correction is training data. */
@Entity('classification')
@Index('classification_issue', ['schoolId', 'issueId', 'id'])
export class ClassificationRow {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() issueId!: number;
  @TokenColumn({ length: 100 }) version!: string;
  @Ref({ nullable: true }) categoryId!: number | null;
  @Fraction() confidence!: number;
  @Json() alternatives!: { code: string; confidence: number }[];
  @Code() decidedBy!: 'classifier' | 'reporter' | 'staff' | 'nobody';
  @At() at!: Date;
}

/** Assignment rule: category × place × classroom → person or role, with a backup. */
@Entity('routing_rule')
@Index('routing_rule_token', ['token'], { unique: true })
@Index('routing_rule_school', ['schoolId', 'id'])
export class RoutingRule {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref({ nullable: true }) categoryId!: number | null;
  @Ref({ nullable: true }) placeId!: number | null;
  @Ref({ nullable: true }) classroomId!: number | null;
  @Ref({ nullable: true }) personId!: number | null;
  @Code({ nullable: true }) role!: StaffRole | null;
  @Ref({ nullable: true }) backupPersonId!: number | null;
  @Code({ nullable: true }) backupRole!: StaffRole | null;
}
