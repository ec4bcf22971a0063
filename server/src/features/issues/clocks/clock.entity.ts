import { Entity, Index } from 'typeorm';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { Code, Id, Ref, TokenColumn, Whole } from '../../../platform/database/columns.js';
import type { SchoolId } from '../../../platform/database/ids.js';

/** Working minutes within which an issue should be answered and resolved; `categoryId` null: where no row says more. */
@Entity('service_target')
@Index('service_target_category', ['schoolId', 'categoryId'])
export class ServiceTarget {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref({ nullable: true }) categoryId!: number | null;
  @Whole() responseMinutes!: number;
  @Whole() resolutionMinutes!: number;
}

/** What happens so many working minutes after a clock has run out; a negative number warns before. */
@Entity('escalation_level')
@Index('escalation_level_token', ['token'], { unique: true })
@Index('escalation_level_school', ['schoolId', 'clock', 'afterMinutes'])
export class EscalationLevel {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Code() clock!: 'response' | 'resolution';
  @Whole() afterMinutes!: number;
  /** tell: somebody hears of it · hand_over: the backup gets it. */
  @Code() action!: 'tell' | 'hand_over';
  /** Who is told; none of both: whoever has it. */
  @Code({ nullable: true }) role!: StaffRole | null;
  @Ref({ nullable: true }) personId!: number | null;
}
