import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findContractions } from './migration-rules.ts';

const folder = path.join(import.meta.dirname, '..', 'drizzle');

/** Nothing was released before it: no older program ran beside these. */
const LAST_UNRELEASED = '0007_launches.sql';

/** Changes that older programs live with, looked at one by one. */
const lookedAt: readonly string[] = [
  // A null is written by newer programs alone, when a person is warned or limited. Older ones find actions by video, and
  // so never these, but in a person's own notices: until they are replaced, there it reads as one of a video without title.
  '0019_people_and_appeals.sql: changes a column: ALTER TABLE `moderation_actions` MODIFY COLUMN `video_id` char(26)',
];

it('lets older programs run beside every migration', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const migrations = names
    .sort()
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name), 'utf8') }));
  const faults = findContractions(migrations).filter((line) => line > `${LAST_UNRELEASED}:~`);
  expect(migrations.length).toBeGreaterThan(7);
  expect(faults).toEqual(lookedAt);
});

const tables = "CREATE TABLE `tasks` (\n\t`kind` enum('a','b') NOT NULL,\n\t`n` int\n);";
const judge = (statement: string) =>
  findContractions([
    { name: '1', sql: tables },
    { name: '2', sql: statement },
  ]).map((line) => line.split(': ')[1]);

it.each([
  ['ALTER TABLE `tasks` ADD `m` int;'],
  ['ALTER TABLE `tasks` ADD `m` int DEFAULT 0 NOT NULL;'],
  ["ALTER TABLE `tasks` MODIFY COLUMN `kind` enum('a','new','b') NOT NULL;"],
  ['CREATE INDEX `i` ON `tasks` (`n`);'],
  ['CREATE TABLE `more` (`id` int NOT NULL);'],
])('takes %s', (statement) => {
  expect(judge(statement)).toEqual([]);
});

it.each([
  ['ALTER TABLE `tasks` DROP COLUMN `n`;', 'takes something away'],
  ['DROP TABLE `tasks`;', 'takes something away'],
  ['ALTER TABLE `tasks` RENAME COLUMN `n` TO `m`;', 'takes something away'],
  ['ALTER TABLE `tasks` ADD `m` int NOT NULL;', 'demands a value that older programs do not write'],
  ["ALTER TABLE `tasks` MODIFY COLUMN `kind` enum('a') NOT NULL;", 'changes a column'],
  ['ALTER TABLE `tasks` MODIFY COLUMN `n` bigint;', 'changes a column'],
])('refuses %s', (statement, fault) => {
  expect(judge(statement)).toEqual([fault]);
});

it('sees in one file what comes after a statement that is taken', () => {
  const both =
    'ALTER TABLE `tasks` ADD `m` int;--> statement-breakpoint\nALTER TABLE `tasks` DROP COLUMN `n`;';
  expect(judge(both)).toEqual(['takes something away']);
});
