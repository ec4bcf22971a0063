import { Entity, Index } from 'typeorm';
import type { ServiceCodeKind } from '#shared/service-codes/vocabulary.js';
import { At, Code, DayColumn, Id, Line, Ref, TokenColumn, Whole } from '../../platform/database/columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** A code on a wall. `scene` is what the print carries; whoever holds it learns nothing but where it hangs. */
@Entity('service_code')
@Index('service_code_token', ['token'], { unique: true })
@Index('service_code_scene', ['scene'], { unique: true })
@Index('service_code_list', ['schoolId', 'state', 'id'])
export class ServiceCode {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @TokenColumn() scene!: string;
  @Code() kind!: ServiceCodeKind;
  @Line(20) label!: string;
  @Ref({ nullable: true }) placeId!: number | null;
  @Ref({ nullable: true }) classroomId!: number | null;
  @Ref({ nullable: true }) categoryId!: number | null;
  @Code() state!: 'active' | 'revoked' | 'renewed';
  /** The code that took its place: an old print goes on there. */
  @Ref({ nullable: true }) renewedById!: number | null;
  @Ref() createdById!: number;
  @At() createdAt!: Date;
  @At({ nullable: true }) endedAt!: Date | null;
}

/** How often a code was scanned on a day. Nobody's name, account or address stands beside it. */
@Entity('service_code_scan')
@Index('service_code_scan_day', ['schoolId', 'codeId', 'day'], { unique: true })
export class ServiceCodeScan {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() codeId!: number;
  @DayColumn() day!: string;
  @Whole() count!: number;
}
