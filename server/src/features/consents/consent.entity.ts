import { Entity, Index } from 'typeorm';
import type { ConsentDecision, PersonalPurpose } from '#shared/consents/purposes.js';
import { At, Code, Id, Ref, Whole } from '../../platform/database/columns.js';

/** One decision of a person about herself. Rows are only ever added: the last one counts, the others are the history. */
@Entity('person_consent')
@Index('person_consent_purpose', ['personId', 'purpose', 'id'])
export class PersonConsent {
  @Id() id!: number;
  @Ref() personId!: number;
  @Code() purpose!: PersonalPurpose;
  /** Version of the words that she was told. */
  @Whole() textVersion!: number;
  @Code() decision!: ConsentDecision;
  /** Who entered it: herself, or who talked with her. */
  @Ref() recordedById!: number;
  @At() at!: Date;
}
