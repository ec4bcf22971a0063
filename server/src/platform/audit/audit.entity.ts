import { Entity, Index } from 'typeorm';
import { At, Code, Id, Line, Ref, TokenColumn } from '../database/columns.js';

/** Who wrote what, and who read whose personal data. Global: sign-ins and the county belong to no school. */
@Entity('audit')
@Index('audit_subject', ['subjectType', 'subjectId', 'id'])
@Index('audit_school', ['inSchool', 'id'])
@Index('audit_actor', ['actorId', 'id'])
@Index('audit_break_glass', ['breakGlassId', 'id'])
export class AuditRow {
  @Id() id!: number;
  @Ref({ nullable: true }) inSchool!: number | null;
  @At() at!: Date;
  @Code() kind!: 'write' | 'read' | 'auth';
  @Code({ length: 60 }) action!: string;
  @Ref({ nullable: true }) actorId!: number | null;
  @TokenColumn({ nullable: true }) actorSeal!: string | null;
  @Code({ nullable: true }) subjectType!: string | null;
  @Ref({ nullable: true }) subjectId!: number | null;
  /** Classes of fields that were read, e.g. `basic family`. */
  @Line(120, { nullable: true }) fields!: string | null;
  @TokenColumn({ nullable: true }) requestId!: string | null;
  /** The opening by which the reader saw more than her office shows; null: it was not needed. */
  @Ref({ nullable: true }) breakGlassId!: number | null;
}

/** Which children a response showed that is about none of them alone: so that their guardians learn who looked. */
@Entity('audit_child')
@Index('audit_child_child', ['childId', 'auditId'])
export class AuditChildRow {
  @Id() id!: number;
  @Ref() auditId!: number;
  @Ref() childId!: number;
  /** The only guardian who is told; null: all who may ask. */
  @Ref({ nullable: true }) onlyForId!: number | null;
}
