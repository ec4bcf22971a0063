import { Entity, Index } from 'typeorm';
import { At, Code, Id, Json, Ref, TokenColumn, Whole } from '../../../platform/database/columns.js';
import type { SchoolId } from '../../../platform/database/ids.js';

/**
 * A version of a school's classifier. What it has learned is not stored: the same examples train the same model, so a
 * text that is erased or diverted is gone from every version with its row in `classifier_example`.
 */
@Entity('classifier_model')
@Index('classifier_model_token', ['token'], { unique: true })
@Index('classifier_model_list', ['schoolId', 'id'])
@Index('classifier_model_state', ['schoolId', 'state'])
export class ClassifierModel {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @TokenColumn({ length: 100 }) version!: string;
  @TokenColumn({ length: 100 }) algorithm!: string;
  /** One at most is active; none: the starting set alone decides. */
  @Code() state!: 'active' | 'retired' | 'refused';
  /** Goes up when an example leaves, so that every process trains anew. */
  @Whole() revision!: number;
  @Whole() examples!: number;
  @Json() metrics!: Record<string, unknown>;
  @Ref({ nullable: true }) trainedById!: number | null;
  @At() trainedAt!: Date;
}

/** That a version has learned from an issue, and which category it was told. */
@Entity('classifier_example')
@Index('classifier_example_model', ['schoolId', 'modelId', 'issueId'], { unique: true })
@Index('classifier_example_issue', ['schoolId', 'issueId'])
export class ClassifierExample {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() modelId!: number;
  @Ref() issueId!: number;
  @Code() category!: string;
}
