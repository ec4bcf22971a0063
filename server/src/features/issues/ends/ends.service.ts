import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DeclineIssue, IssueDetail, Verdict, WordsAndPhotos } from '#shared/issues/contract.js';
import type { Actor } from '../../../platform/auth/actor.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { actorRefOf, IssueCommands } from '../issue-commands.service.js';
import { IssuePresenter } from '../issue.presenter.js';
import type { SeenIssue } from '../issue.policy.js';
import { Endings } from './endings.js';
import { Merging } from './merging.js';

/** The use cases of the routes that end an issue, bring it together with another, or answer an end. */
@Injectable()
export class EndsService {
  constructor(
    private readonly commands: IssueCommands,
    private readonly endings: Endings,
    private readonly merging: Merging,
    private readonly presenter: IssuePresenter,
  ) {}

  resolve(
    actor: Actor,
    token: string,
    request: RequestKey,
    given: z.output<typeof WordsAndPhotos>,
  ): Promise<IssueDetail> {
    return this.show(actor, this.commands.run(actor, token, request, this.endings.resolve(given)));
  }

  decline(
    actor: Actor,
    token: string,
    request: RequestKey,
    given: z.output<typeof DeclineIssue>,
  ): Promise<IssueDetail> {
    return this.show(actor, this.commands.run(actor, token, request, this.endings.decline(actor, given)));
  }

  /** `confirm` and `agree`: the reporter takes the end as it was named. */
  accept(
    actor: Actor,
    token: string,
    request: RequestKey,
    action: 'confirm' | 'agree',
    given: z.output<typeof Verdict>,
  ): Promise<IssueDetail> {
    return this.show(actor, this.commands.run(actor, token, request, { action, ...given }));
  }

  /** `reject` and `appeal`: she does not. */
  refuse(
    actor: Actor,
    token: string,
    request: RequestKey,
    action: 'reject' | 'appeal',
    given: z.output<typeof Verdict>,
  ): Promise<IssueDetail> {
    return this.show(
      actor,
      this.commands.prepared(actor, token, request, action, (seen) => this.endings[action](seen, given)),
    );
  }

  merge(actor: Actor, token: string, request: RequestKey, into: string): Promise<IssueDetail> {
    return this.show(
      actor,
      this.commands.perform(actor, token, request, 'merge', async (tx, seen) => {
        const primary = await this.endings.primaryFor(actor, seen, into);
        const by = { standing: seen.standing, actor: actorRefOf(actor, seen, 'merge') };
        await this.merging.merge(tx, seen.issue, primary, by);
      }),
    );
  }

  separate(actor: Actor, token: string, request: RequestKey): Promise<IssueDetail> {
    return this.show(
      actor,
      this.commands.perform(actor, token, request, 'separate', async (tx, seen) => {
        const by = { standing: seen.standing, actor: actorRefOf(actor, seen, 'separate') };
        const who = seen.standing.includes('reporter') ? 'reporter' : 'staff';
        await this.merging.separate(tx, seen.issue, { ...by, who });
      }),
    );
  }

  private async show(actor: Actor, seen: Promise<SeenIssue>): Promise<IssueDetail> {
    return this.presenter.detail(actor, await seen);
  }
}
