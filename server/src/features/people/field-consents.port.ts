import { Injectable } from '@nestjs/common';
import type { SchoolId } from '../../platform/database/ids.js';

type HealthConsent = (school: SchoolId, childId: number) => Promise<boolean>;
type VillageConsents = (school: SchoolId, childIds: readonly number[]) => Promise<Set<number>>;

/** Where the consents say which classes of fields they keep shut. Until somebody answers, they are shut. */
@Injectable()
export class FieldConsents {
  private health: HealthConsent | null = null;
  private village: VillageConsents | null = null;

  /** @param ask whether those of the school may see a child's health fields now */
  askForHealth(ask: HealthConsent): void {
    this.health = ask;
  }

  /** Whether those of the school may see a child's health fields now. */
  async mayShowHealth(school: SchoolId, childId: number): Promise<boolean> {
    return (await this.health?.(school, childId)) ?? false;
  }

  /** @param ask which of these children a 儿童主任 may see now */
  askForVillage(ask: VillageConsents): void {
    this.village = ask;
  }

  /** Those of these children whom a 儿童主任 may see now. */
  async shownToVillage(school: SchoolId, childIds: readonly number[]): Promise<Set<number>> {
    return (await this.village?.(school, childIds)) ?? new Set();
  }
}
