import { Body, Controller, Param, Put } from '@nestjs/common';
import type { z } from 'zod';
import { ArrangePreferences, ChangePreferences, Preferences } from '#shared/people/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AllowVisitor, CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { PreferencesService } from './preferences.service.js';

@Controller()
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @AllowVisitor()
  @Put('preferences')
  @Answers(Preferences)
  changeOwn(
    @CurrentActor() actor: Actor,
    @Body({ schema: ChangePreferences }) body: z.output<typeof ChangePreferences>,
  ): Promise<Preferences> {
    return this.preferences.changeOwn(actor, body);
  }

  @Put('guardians/:token/preferences')
  @Answers(Preferences)
  arrange(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: ArrangePreferences }) body: z.output<typeof ArrangePreferences>,
  ): Promise<Preferences> {
    return this.preferences.arrange(actor, token, body);
  }
}
