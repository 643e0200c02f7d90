import { and, desc, eq, max } from 'drizzle-orm';
import type { SettingName } from '#lib/domain/site-settings.ts';
import { affectedRows, type Executor } from '../db/client.ts';
import { settingChanges } from '../db/schema/setting-changes.ts';
import { users } from '../db/schema/users.ts';

export type SettingChange = typeof settingChanges.$inferSelect;

/** The last change of each setting that was ever changed. */
export async function findLastChanges(db: Executor): Promise<readonly SettingChange[]> {
  const last = db
    .select({ setting: settingChanges.setting, revision: max(settingChanges.revision).as('last_revision') })
    .from(settingChanges)
    .groupBy(settingChanges.setting)
    .as('last');
  const rows = await db
    .select({ change: settingChanges })
    .from(settingChanges)
    .innerJoin(
      last,
      and(eq(settingChanges.setting, last.setting), eq(settingChanges.revision, last.revision)),
    );
  return rows.map(({ change }) => change);
}

export async function findChange(
  db: Executor,
  setting: SettingName,
  revision: number,
): Promise<SettingChange | undefined> {
  const [row] = await db
    .select()
    .from(settingChanges)
    .where(and(eq(settingChanges.setting, setting), eq(settingChanges.revision, revision)));
  return row;
}

/** False when that revision is taken: somebody else was first. */
export async function insertChange(db: Executor, change: SettingChange): Promise<boolean> {
  return affectedRows(await db.insert(settingChanges).ignore().values(change)) === 1;
}

/** The newest `limit` changes of all settings, each with who made it. */
export async function findHistory(db: Executor, limit: number) {
  return db
    .select({ change: settingChanges, byName: users.name })
    .from(settingChanges)
    .leftJoin(users, eq(users.id, settingChanges.changedBy))
    .orderBy(desc(settingChanges.changedAt), desc(settingChanges.revision))
    .limit(limit);
}
