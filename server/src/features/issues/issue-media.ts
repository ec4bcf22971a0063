import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import type { MediaView, VoiceView } from '#shared/media/contract.js';
import type { IssueActor } from '#shared/issues/workflow.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import { MediaConditions } from '../../platform/media/media-conditions.js';
import type { Media } from '../../platform/media/media.entity.js';
import { MediaService } from '../../platform/media/media.service.js';
import { ChildConsents } from '../consents/child-consents.port.js';
import { IssueAccess } from './issue-access.js';
import { Issue } from './issue.entity.js';
import type { SeenIssue } from './issue.policy.js';

/** The photos and recordings of an issue as one reader may have them. */
export interface IssueFiles {
  photosOf(seq: number): MediaView[];
  voiceOf(seq: number): VoiceView | null;
  /** How many are not shown to her because the family has not agreed. */
  withheld: { photos: number; voices: number };
  /** Whether its words may go to a service outside that reads them aloud. */
  readOutside: boolean;
}

/** Who needs what was sent in order to do what it is about, or sent it herself; everybody else needs a consent. */
const handlers: readonly IssueActor[] = [
  'reporter',
  'filer',
  'assignee',
  'coordinator',
  'office',
  'safeguarding',
];

/**
 * Shows the files of issues. What is about a child goes beyond the reporter and those who handle it only with the
 * consent of her guardians. What has left the ordinary system is seen by the closed room alone and asks no consent.
 */
@Injectable()
export class IssueMedia implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly media: MediaService,
    private readonly conditions: MediaConditions,
    private readonly consents: ChildConsents,
    private readonly access: IssueAccess,
  ) {}

  onModuleInit(): void {
    // An address that was made before a report left the ordinary system opens nothing afterwards.
    this.conditions.askAtDoor('issue', async (school, id, actor) => {
      const issue = await this.database.read.of(Issue, school).findOne({ id });
      if (!issue?.diverted) return issue !== null;
      return ((await this.access.find(actor, issue.token))?.standing.length ?? 0) > 0;
    });
  }

  async of(actor: Actor, { issue, standing }: SeenIssue): Promise<IssueFiles> {
    const files = await this.media.forSubject(issue.schoolId, 'issue', issue.id);
    const { childId, diverted, schoolId } = issue;
    const needsConsent = childId !== null && !diverted && !standing.some((one) => handlers.includes(one));
    const standings =
      childId === null || diverted
        ? undefined
        : (await this.consents.standings(schoolId, [childId])).get(childId);
    const isFamily = actor.children.some((one) => one.childId === childId);
    const isAgreed = (purpose: ChildPurposeName) => standings?.get(purpose)?.state === 'given';
    const isShown = (file: Media) => !needsConsent || isAgreed(purposeOf(file));
    const grant = (file: Media) => ({
      sessionId: actor.sessionId,
      purpose: needsConsent ? purposeOf(file) : null,
    });
    const hidden = [...files.values()].flat().filter((file) => !isShown(file));
    const shownAt = (seq: number) => (files.get(seq) ?? []).filter(isShown);
    return {
      photosOf: (seq) =>
        shownAt(seq)
          .filter(isPhoto)
          .map((file) => this.media.view(file, grant(file))),
      voiceOf: (seq) => {
        const voice = shownAt(seq).find((file) => !isPhoto(file));
        return voice ? this.media.voiceView(voice, grant(voice)) : null;
      },
      withheld: {
        photos: hidden.filter(isPhoto).length,
        voices: hidden.filter((file) => !isPhoto(file)).length,
      },
      // The family decides for its own reading by agreeing to be read to, as long as nobody of it has said no.
      readOutside:
        !diverted &&
        (childId === null ||
          isAgreed('speech_outside') ||
          (isFamily && standings?.get('speech_outside')?.state === 'not_yet')),
    };
  }
}

const isPhoto = ({ mime }: Media): boolean => mime.startsWith('image/');
const purposeOf = (file: Media): ChildPurposeName => (isPhoto(file) ? 'photos_class' : 'voice_class');
