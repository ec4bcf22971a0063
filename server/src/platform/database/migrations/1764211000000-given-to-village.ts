import type { MigrationInterface, QueryRunner } from 'typeorm';
import { at, createTable, day, id, nullable, ref } from './table.js';

/** Which children a school has given to a 儿童主任, from when until when. */
export class GivenToVillage1764211000000 implements MigrationInterface {
  readonly name = 'GivenToVillage1764211000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'given_to_village',
      {
        id: id(),
        schoolId: ref(),
        childId: ref(),
        personId: ref(),
        fromDay: day(),
        toDay: nullable(day()),
        givenById: ref(),
        givenAt: at(),
        endedById: nullable(ref()),
        endedAt: nullable(at()),
      },
      [
        { name: 'given_to_village_child', columns: ['schoolId', 'childId'] },
        { name: 'given_to_village_person', columns: ['personId'] },
      ],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('given_to_village');
  }
}
