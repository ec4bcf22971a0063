import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { childPurposes } from '#shared/consents/child-purposes.js';
import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import { MediaConditions } from '../../platform/media/media-conditions.js';
import { FieldConsents } from '../people/field-consents.port.js';
import { ChildConsents } from './child-consents.port.js';

/** Answers those who keep something shut and must not know the consents: the media store and the children's pages. */
@Injectable()
export class ConsentedUses implements OnModuleInit {
  constructor(
    private readonly consents: ChildConsents,
    private readonly media: MediaConditions,
    private readonly fields: FieldConsents,
  ) {}

  onModuleInit(): void {
    this.fields.askForHealth((school, childId) => this.consents.may(school, childId, 'health_data'));
    this.fields.askForVillage((school, childIds) => this.consents.allowed(school, childIds, 'care_file'));
    this.media.askForConsent(
      async (school, childIds, purpose) =>
        isPurpose(purpose) && (await this.consents.mayAll(school, childIds, purpose)),
    );
  }
}

const isPurpose = (word: string): word is ChildPurposeName => Object.hasOwn(childPurposes, word);
