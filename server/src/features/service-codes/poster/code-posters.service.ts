import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { PosterQuery } from '#shared/service-codes/contract.js';
import { serviceCodeKinds } from '#shared/service-codes/vocabulary.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Slots } from '../../../platform/media/slots.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { reportPage } from '../code-address.js';
import { ServiceCodesService } from '../service-codes.service.js';
import { CodePictures } from '../../../platform/print/code-pictures.js';
import { Pen } from '../../../platform/print/pen.js';
import { drawCards } from './poster-cards.js';
import { printFonts } from '../../../platform/print/print-fonts.js';
import { drawPoster } from './poster-page.js';
import type { Printed } from './printed.js';

export interface PosterFile {
  bytes: Buffer;
  /** Without its ending. */
  name: string;
}

/** Prints codes: whole, or not at all. */
@Injectable()
export class CodePosters {
  /** Setting type keeps the processor busy: one print at a time, some wait. */
  private readonly press = new Slots(1, 20);

  constructor(
    private readonly codes: ServiceCodesService,
    private readonly people: PeopleDirectory,
    private readonly pictures: CodePictures,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws ProblemError `not_found` for a code that is not the actor's to print, `state_conflict` for one that has
   *   ended, `unavailable` without a picture of each
   */
  async print(
    actor: Actor,
    { codes: tokens, shape }: z.output<typeof PosterQuery>,
    origin: string,
  ): Promise<PosterFile> {
    const { school: id, codes } = await this.codes.loadAll(actor, [...new Set(tokens)]);
    const ended = codes.find((code) => code.state !== 'active');
    if (ended)
      throw new ProblemError('state_conflict', {
        detail: `“${ended.label}”的码已经停用或者换新了，不能再印。`,
      });
    const school = await this.people.school(id);
    const all: Printed[] = [];
    // One after the other: where the first cannot be had, WeChat is not asked for the rest.
    for (const { kind, label, scene, createdAt } of codes) {
      const picture = await this.pictures.of(reportPage, scene, origin);
      all.push({ school, kind, label, picture, day: writtenDay(createdAt) });
    }
    const [first] = codes;
    const one = first ? `${serviceCodeKinds[first.kind]} ${first.label}` : '';
    const name = codes.length === 1 ? one : `服务码 ${codes.length}张`;
    return { name, bytes: await this.press.run(() => this.set(`${school.name} ${name}`, all, shape)) };
  }

  private async set(title: string, all: readonly Printed[], shape: 'poster' | 'card'): Promise<Buffer> {
    const pen = await Pen.open(await printFonts(), title, this.clock.now());
    if (shape === 'card') drawCards(pen, all);
    else
      for (const printed of all) {
        drawPoster(pen, printed);
        // Others get their turn between two pages.
        await setImmediate();
      }
    return pen.finish();
  }
}

/** 2026年11月22日 */
function writtenDay(instant: Date): string {
  const [year, month, day] = dayOf(instant).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
