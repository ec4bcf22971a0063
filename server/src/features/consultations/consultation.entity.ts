import { Entity, Index } from 'typeorm';
import type { AnswerState, ConsultationTopic, PersonalDetail } from '#shared/consultations/vocabulary.js';
import {
  At,
  Code,
  DayColumn,
  Id,
  Json,
  Line,
  Ref,
  Text,
  TokenColumn,
  Whole,
} from '../../platform/database/columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** A question that many ask, with the answer of the school. Its recordings are bound to the number of its version. */
@Entity('published_answer')
@Index('published_answer_token', ['token'], { unique: true })
@Index('published_answer_list', ['schoolId', 'state', 'id'])
@Index('published_answer_topic', ['schoolId', 'state', 'topic'])
export class PublishedAnswer {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Code() state!: AnswerState;
  @Line(60) question!: string;
  @Text() text!: string;
  @Code() topic!: ConsultationTopic;
  /** Other ways to ask it. */
  @Json() keywords!: string[];
  @Ref({ nullable: true }) placeId!: number | null;
  @Ref({ nullable: true }) categoryId!: number | null;
  /** Version with which the recording came that says these words; null: none does. */
  @Whole({ nullable: true }) voiceSeq!: number | null;
  @DayColumn({ nullable: true }) reviewBy!: string | null;
  @Whole() version!: number;
  /** The issue that it was written from. Who is kept out of that sees no draft of this. */
  @Ref({ nullable: true }) issueId!: number | null;
  @Ref() createdById!: number;
  @At() createdAt!: Date;
  @Ref({ nullable: true }) publishedById!: number | null;
  @At({ nullable: true }) publishedAt!: Date | null;
  @At() changedAt!: Date;
}

/** What an answer said before, and who published it; rows are only added. */
@Entity('published_answer_version')
@Index('published_answer_version_of', ['schoolId', 'answerId', 'id'])
export class PublishedAnswerVersion {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() answerId!: number;
  @Whole() version!: number;
  @Code() what!: 'drafted' | 'changed' | 'published' | 'retired';
  @Line(60) question!: string;
  @Text() text!: string;
  @Json() keywords!: string[];
  @Code() topic!: ConsultationTopic;
  @Ref() personId!: number;
  @At() at!: Date;
  /** What looked like a personal detail and was said by this person to be none; null: nothing had to be said. */
  @Json({ nullable: true }) confirmed!: PersonalDetail[] | null;
}

/** How often somebody asked, or was settled by an answer, on a day. Nobody's words, account or address stand beside it. */
@Entity('consultation_count')
@Index('consultation_count_day', ['schoolId', 'kind', 'day', 'topic', 'answerId'], { unique: true })
@Index('consultation_count_answer', ['schoolId', 'answerId', 'day'])
export class ConsultationCount {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @DayColumn() day!: string;
  @Code() kind!: 'asked' | 'settled';
  @Code() topic!: ConsultationTopic;
  /** 0 where no answer was picked. */
  @Ref() answerId!: number;
  @Whole() count!: number;
}
