import { EventSubscriber } from 'typeorm';
import type { EntitySubscriberInterface, InsertEvent, ObjectLiteral } from 'typeorm';
import { safeId } from './ids.js';

/**
 * Makes the id of a row that was just written a number. TypeORM's MySQL driver gives it as text, past the column's
 * transformer, and a comparison with `===` would then be wrong on one engine only.
 */
@EventSubscriber()
export class NumericIds implements EntitySubscriberInterface<ObjectLiteral> {
  afterInsert({ entity, metadata }: InsertEvent<ObjectLiteral>): void {
    const row = entity as ObjectLiteral | undefined;
    if (!row) return;
    for (const { propertyName } of metadata.generatedColumns) {
      if (row[propertyName] !== undefined) row[propertyName] = safeId(row[propertyName]);
    }
  }
}
