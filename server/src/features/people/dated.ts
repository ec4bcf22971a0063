import { IsNull, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';

interface Dated {
  fromDay: string;
  toDay: string | null;
}

/** Where clauses for what holds on `day` (both ends included), added to `where`. */
export function holdingOn<T extends Dated>(
  day: string,
  where: FindOptionsWhere<Omit<T, keyof Dated>>,
): FindOptionsWhere<T>[] {
  const begun = { ...where, fromDay: LessThanOrEqual(day) };
  return [
    { ...begun, toDay: IsNull() },
    { ...begun, toDay: MoreThanOrEqual(day) },
  ] as FindOptionsWhere<T>[];
}
