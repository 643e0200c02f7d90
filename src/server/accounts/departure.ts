import { and, asc, count, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import { mailOrders } from '../db/schema/mail-orders.ts';
import { users } from '../db/schema/users.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { withdrawAllVideos } from '../videos/withdraw-all.ts';
import { personsKeys, personsRows, videosRows } from './belongings.ts';
import type { Device } from './device.ts';
import { checkPassword } from './passwords.ts';
import { findUser, lockUser, updateUser } from './repository.ts';
import type { Viewer } from './viewer.ts';
import { wrongPassword } from './wrong-password.ts';

const PEOPLE_AT_ONCE = 5;
/** Small enough that nobody waits for the locks. */
const VIDEOS_AT_ONCE = 50;

interface DepartureParts {
  readonly db: Database;
  readonly clock: Clock;
}

/**
 * Deletes one's own account. Within this call: nobody can come in any more, name, address and password are gone, the
 * address is free again, and no video plays. The sweeper removes files, then rows.
 * @throws AppError UNAUTHORIZED for a wrong password; FORBIDDEN for the last admin
 */
async function deleteAccount(
  { db, clock }: DepartureParts,
  viewer: Viewer,
  password: string,
  { address }: Pick<Device, 'address'>,
): Promise<void> {
  const { userId } = viewer;
  const user = await findUser(db, userId);
  if (!user || !(await checkPassword(user.passwordHash, password))) throw wrongPassword('password');
  await db.transaction(async (tx) => {
    if (user.role === 'admin') {
      const admins = await tx
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.role, 'admin'), isNull(users.deletedAt)))
        .orderBy(asc(users.id))
        .for('update');
      if (admins.every(({ id }) => id === userId))
        throw new AppError('FORBIDDEN', 'You are the last admin. Make somebody else an admin first.');
    }
    const locked = await lockUser(tx, userId);
    if (!locked || locked.deletedAt) return;
    for (const { table, by } of personsKeys) await tx.delete(table).where(eq(by, userId));
    await tx.delete(mailOrders).where(eq(mailOrders.email, locked.email));
    const gone = { email: `${userId}@deleted.invalid`, name: '', passwordHash: '', role: 'user' } as const;
    await updateUser(tx, userId, { ...gone, emailVerifiedAt: null, deletedAt: clock.now() });
    const subject = { type: 'user', id: userId } as const;
    await recordAudit(tx, clock, { actorId: userId, action: 'account.deleted', subject, address });
  });
  await withdrawAllVideos(db, clock, userId);
}

export function createDepartureService(parts: DepartureParts) {
  return {
    leave: (viewer: Viewer, password: string, from: Pick<Device, 'address'>) =>
      deleteAccount(parts, viewer, password, from),
  };
}

/**
 * Goes on with people who have left: their videos first, and when no file of theirs is left, every row.
 * @returns how many people are gone for good
 */
export async function eraseDeparted({ db, clock }: DepartureParts): Promise<number> {
  const departed = await db
    .select({ id: users.id })
    .from(users)
    .where(isNotNull(users.deletedAt))
    .orderBy(asc(users.deletedAt))
    .limit(PEOPLE_AT_ONCE);
  let erased = 0;
  for (const { id } of departed) {
    // An upload may have begun while the account was being deleted.
    await withdrawAllVideos(db, clock, id);
    if (await eraseOne(db, id)) erased++;
  }
  return erased;
}

async function eraseOne(db: Database, userId: string): Promise<boolean> {
  const isOf = eq(videos.ownerId, userId);
  const removed = await db
    .select({ id: videos.id })
    .from(videos)
    .where(and(isOf, eq(videos.deletedFiles, 'removed')))
    .limit(VIDEOS_AT_ONCE);
  const ids = removed.map(({ id }) => id);
  if (ids.length > 0)
    await db.transaction(async (tx) => {
      for (const { table, by } of videosRows) await tx.delete(table).where(inArray(by, ids));
      await tx.delete(videos).where(inArray(videos.id, ids));
    });
  const [left] = await db.select({ videos: count() }).from(videos).where(isOf);
  if (left?.videos !== 0) return false;
  await db.transaction(async (tx) => {
    for (const { table, by } of [...personsKeys, ...personsRows])
      await tx.delete(table).where(eq(by, userId));
  });
  return true;
}
