import type { MigrationInterface, QueryRunner } from 'typeorm';
import { calendarTables, clocksOfEarlierIssues, withoutClocks } from './three-codes/calendar.tables.js';
import { issueColumns, withoutIssueColumns } from './three-codes/issue.columns.js';
import { serviceCodeTables } from './three-codes/service-code.tables.js';
import { staffTables } from './three-codes/staff.tables.js';
import { workTables } from './three-codes/work.tables.js';

const tables = [
  'service_code',
  'service_code_scan',
  'school_week',
  'school_term',
  'calendar_day',
  'service_target',
  'escalation_level',
  'staff_absence',
  'staff_hours',
  'staff_nickname',
  'classifier_model',
  'classifier_example',
  'saved_filter',
];

/** Printed codes, recordings, clocks and the school calendar, conflicts of interest, ends that ask, learning classifier. */
export class ThreeCodes1764000000000 implements MigrationInterface {
  readonly name = 'ThreeCodes1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await serviceCodeTables(runner);
    await calendarTables(runner);
    await staffTables(runner);
    await issueColumns(runner);
    await workTables(runner);
    await clocksOfEarlierIssues(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await withoutClocks(runner);
    await withoutIssueColumns(runner);
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}
