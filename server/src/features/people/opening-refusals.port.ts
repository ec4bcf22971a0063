import { Injectable } from '@nestjs/common';
import type { SchoolId } from '../../platform/database/ids.js';

type Accused = (school: SchoolId, childId: number, personId: number) => Promise<boolean>;

/** Where it is said who opens nothing of a child by any reason, whatever her office. */
@Injectable()
export class OpeningRefusals {
  private accused: Accused | null = null;

  /** @param ask whether a report of harm about the child names the person */
  askAccused(ask: Accused): void {
    this.accused = ask;
  }

  async refuses(school: SchoolId, childId: number, personId: number): Promise<boolean> {
    return (await this.accused?.(school, childId, personId)) ?? false;
  }
}
