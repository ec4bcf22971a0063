import { Injectable } from '@nestjs/common';
import type { SchoolId } from '../../platform/database/ids.js';

type HealthConsent = (school: SchoolId, childId: number) => Promise<boolean>;

/** Where the consents say which classes of fields they keep shut. Until somebody answers, they are shut. */
@Injectable()
export class FieldConsents {
  private health: HealthConsent | null = null;

  /** @param ask whether those of the school may see a child's health fields now */
  askForHealth(ask: HealthConsent): void {
    this.health = ask;
  }

  /** Whether those of the school may see a child's health fields now. */
  async mayShowHealth(school: SchoolId, childId: number): Promise<boolean> {
    return (await this.health?.(school, childId)) ?? false;
  }
}
