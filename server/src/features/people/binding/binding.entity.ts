import { Entity, Index } from 'typeorm';
import type { BindingCodeKind, BindingDoubt, BindingState } from '#shared/people/binding.js';
import type { Relation } from '#shared/people/vocabulary.js';
import { At, Code, Flag, Id, Json, Line, Ref, TokenColumn } from '../../../platform/database/columns.js';
import type { SchoolId } from '../../../platform/database/ids.js';

/** One-time code that leads to one child: printed on a slip, shown on a teacher's phone, or given by her guardian. */
@Entity('child_binding_code')
@Index('child_binding_code_hash', ['codeHash'], { unique: true })
@Index('child_binding_code_child', ['schoolId', 'childId'])
export class ChildBindingCode {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() childId!: number;
  /** Keyed hash: a stolen table opens nothing. */
  @TokenColumn() codeHash!: string;
  @Code() kind!: BindingCodeKind;
  /** Who the teacher says is standing before her; null: whoever uses it says so herself. */
  @Code({ nullable: true }) relation!: Relation | null;
  /** Big buttons for whoever binds with it. */
  @Flag() simpleMode!: boolean;
  @Ref() createdById!: number;
  @At() createdAt!: Date;
  @At() expiresAt!: Date;
  @At({ nullable: true }) usedAt!: Date | null;
  @At({ nullable: true }) voidedAt!: Date | null;
}

/** Somebody who used a code: bound at once, waiting for a guardian, or in quarantine until a person has looked. */
@Entity('binding_request')
@Index('binding_request_token', ['token'], { unique: true })
@Index('binding_request_list', ['schoolId', 'state', 'id'])
@Index('binding_request_child', ['schoolId', 'childId'])
@Index('binding_request_account', ['accountId'])
export class BindingRequest {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() childId!: number;
  @Ref() codeId!: number;
  @Ref() accountId!: number;
  /** null: somebody new, who becomes a person when she is let in. */
  @Ref({ nullable: true }) personId!: number | null;
  @Line(60) name!: string;
  /** The child's name as it was typed. */
  @Line(60) childName!: string;
  @Code() relation!: Relation;
  @Code() state!: BindingState;
  /** What made us doubt; empty where nothing did. */
  @Json() doubts!: BindingDoubt[];
  /** Children that were mistaken for this one, or share the phone: their ids. */
  @Json() othersSeen!: number[];
  @Flag() simpleMode!: boolean;
  @At() createdAt!: Date;
  @Ref({ nullable: true }) decidedById!: number | null;
  @At({ nullable: true }) decidedAt!: Date | null;
}
