/** Who deletes their account leaves nothing behind. */
import { eq, sql } from 'drizzle-orm';

import { getTableConfig, type MySqlTable } from 'drizzle-orm/mysql-core';
import { ulid } from 'ulid';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { personsKeys, personsRows, videosRows } from '../../../src/server/accounts/belongings.ts';
import { eraseDeparted } from '../../../src/server/accounts/departure.ts';
import { captions } from '../../../src/server/db/schema/captions.ts';
import { ownerTurns } from '../../../src/server/db/schema/owner-turns.ts';
import { users } from '../../../src/server/db/schema/users.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { type AccountWorld, codeOf, createAccountWorld, device, password } from './account-world.ts';
import { insertTask, insertVideo } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let world: AccountWorld;

beforeAll(async () => {
  // So that nobody below is the last admin by chance.
  await createAccountWorld(own.db).join();
});
beforeEach(() => {
  world = createAccountWorld(own.db);
});

/** `table.column` of every column of the database that can hold an id of ours. */
async function idColumns(): Promise<readonly string[]> {
  const [rows] = await own.db.execute(sql`
    SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) AS name FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE '\\_\\_drizzle%'
      AND (COLUMN_TYPE = 'char(26)' OR COLUMN_NAME LIKE '%user\\_id' OR COLUMN_NAME LIKE '%owner\\_id')
    ORDER BY name`);
  return (rows as unknown as { name: string }[]).map(({ name }) => name);
}

const nameOf = ({ table, by }: { table: MySqlTable; by: { name: string } }): string =>
  `${getTableConfig(table).name}.${by.name}`;

/** Columns that name neither a person nor a person's video, or whose rows are meant to stay. */
const others: Readonly<Record<string, string>> = {
  'audit_log.actor_id': 'the audit log outlives accounts: it holds ids, and no names',
  'setting_changes.changed_by': 'the history of settings outlives accounts: it holds ids, and no names',
  'moderation_actions.actor_id': 'the moderator: decisions outlive their account, until the video goes',
  'appeals.action_id': 'a decision, of a row that goes',
  'removed_content.video_id': 'what was taken down is known again even when its owner has left',
  'workers.id': 'a worker',
  'tasks.worker_id': 'a worker',
  'task_leases.task_id': 'of a row that goes',
  'task_leases.worker_id': 'a worker',
  'processed_events.event_id': 'a message',
  'outbox.event_id': 'a message; pruned after a week',
  'mail_orders.id': 'a letter: by the address, while it waits',
  'manifest_refreshes.revision': 'a number of its own',
  'upload_locks.upload_id': 'a lock that runs out',
  'webhook_deliveries.event_id': 'a message, of a row that goes',
  'webhook_deliveries.endpoint_id': 'of a row that goes',
  'sessions.refresh_jti': 'a token of a row that goes',
  'sessions.previous_jti': 'a token of a row that goes',
};

describe('everything that belongs to a person', () => {
  it('stands in a list of what is removed: a new table can not be forgotten', async () => {
    const removed = new Set([...personsKeys, ...videosRows, ...personsRows].map(nameOf));
    const tablesThatGo = new Set([...removed].map((name) => name.split('.')[0]));
    const forgotten = (await idColumns()).filter((name) => {
      const [table = '', column] = name.split('.');
      // The own id of a row that is removed by another column of it.
      return !(removed.has(name) || name in others || (column === 'id' && tablesThatGo.has(table)));
    });
    expect(forgotten).toEqual([]);
  });

  it('is gone when the files are, and others keep all of theirs', async () => {
    const { id, email } = await world.join();
    const stranger = await world.join();
    const { viewer } = await world.enter(email);
    const { sessionId: theirs } = await world.enter(stranger.email);
    const [kept, standing] = [
      await insertVideo(own.db, world.clock, { ownerId: id, status: 'deleted', deletedFiles: 'kept' }),
      await insertVideo(own.db, world.clock, { ownerId: id }),
    ];
    const foreign = await insertVideo(own.db, world.clock, { ownerId: stranger.id });
    for (const videoId of [standing, foreign]) {
      await insertTask(own.db, world.clock, videoId, { ownerId: videoId === foreign ? stranger.id : id });
      const caption = { id: ulid(), videoId, language: 'en', label: 'English', cueCount: 1 };
      await own.db.insert(captions).values({ ...caption, createdAt: world.clock.now() });
    }
    await own.db.insert(ownerTurns).values({ ownerId: id, servedAt: world.clock.now() });

    await world.departures.leave(viewer, password, device);
    expect(await world.isLive(viewer.sessionId)).toBe(false);
    expect(await codeOf(world.accounts.signIn(email, password, device))).toBe('UNAUTHORIZED');
    const states = await own.db
      .select({ status: videos.status, files: videos.deletedFiles })
      .from(videos)
      .where(eq(videos.ownerId, id));
    expect(states).toEqual(Array(2).fill({ status: 'deleted', files: 'removing' }));
    const [row] = await own.db.select().from(users).where(eq(users.id, id));
    expect(JSON.stringify(row)).not.toContain(email);
    // What stands in its row opens nothing, and says no more than an address that nobody has.
    const placeholder = world.accounts.signIn(row?.email ?? '', '', device);
    expect(await codeOf(placeholder)).toBe('UNAUTHORIZED');
    // The address is free again.
    await world.accounts.register({ email, password, name: 'Ada' }, device);

    expect(await eraseDeparted(world)).toBe(0);
    // What the broom for deletions says once a video's files are gone.
    for (const videoId of [kept, standing])
      await own.db.update(videos).set({ deletedFiles: 'removed' }).where(eq(videos.id, videoId));
    expect(await eraseDeparted(world)).toBe(1);
    expect(await rowsThatName(id, kept, standing)).toEqual({});
    expect(await world.isLive(theirs)).toBe(true);
    expect(Object.keys(await rowsThatName(foreign))).toEqual([
      'captions.video_id',
      'tasks.video_id',
      'videos.id',
    ]);
    expect(await world.actionsOn(id)).toContain('account.deleted');
  });

  it('is not touched for a wrong password, nor when nobody would be left to look after the site', async () => {
    const { email } = await world.join();
    const { viewer } = await world.enter(email);
    expect(await codeOf(world.departures.leave(viewer, 'wrong', device))).toBe('UNAUTHORIZED');
    const boss = await world.join('admin');
    const { viewer: admin } = await world.enter(boss.email);
    expect(await codeOf(world.departures.leave(admin, password, device))).toBe('FORBIDDEN');
    expect(await world.isLive(admin.sessionId)).toBe(true);
    const second = await world.join('admin');
    await world.departures.leave(admin, password, device);
    expect(await world.isLive(admin.sessionId)).toBe(false);
    expect(second.role).toBe('user');
  });
});

/** How many rows of which column name one of these ids; the audit log aside. */
async function rowsThatName(...ids: readonly string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const name of await idColumns()) {
    if (name.startsWith('audit_log.')) continue;
    const [table = '', column = ''] = name.split('.');
    const [rows] = await own.db.execute(
      sql`SELECT COUNT(*) AS n FROM ${sql.identifier(table)} WHERE ${sql.identifier(column)} IN ${ids}`,
    );
    const n = Number((rows as unknown as { n: number }[])[0]?.n);
    if (n > 0) found[name] = n;
  }
  return found;
}
