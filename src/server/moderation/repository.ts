import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, type SQL } from 'drizzle-orm';
import { moderationTransitions, type ReviewView } from '#lib/domain/moderation.ts';
import type { ModerationState } from '#lib/domain/video-status.ts';
import { affectedRows, type Executor } from '../db/client.ts';
import { appeals } from '../db/schema/appeals.ts';
import { type ModerationActionRow, moderationActions } from '../db/schema/moderation-actions.ts';
import { reports } from '../db/schema/reports.ts';
import { users } from '../db/schema/users.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';

export async function findVideo(db: Executor, videoId: string): Promise<VideoRow | undefined> {
  const [video] = await db.select().from(videos).where(eq(videos.id, videoId));
  return video;
}

/** Serialises decisions about one video within the caller's transaction. */
export async function lockVideo(tx: Executor, videoId: string): Promise<VideoRow | undefined> {
  const [video] = await tx.select().from(videos).where(eq(videos.id, videoId)).for('update');
  return video;
}

/** Moves it if the transition table allows that from where it is, or only notes the review; false when it does not. */
export async function moveModeration(
  tx: Executor,
  videoId: string,
  to: ModerationState,
  set: Partial<Pick<VideoRow, 'reviewedAt' | 'moderationReason' | 'heldFor'>> = {},
): Promise<boolean> {
  const sources = [to, ...moderationTransitions.sourcesOf(to)];
  const result = await tx
    .update(videos)
    .set({ ...set, moderation: to })
    .where(and(eq(videos.id, videoId), ne(videos.status, 'deleted'), inArray(videos.moderation, sources)));
  return affectedRows(result) === 1;
}

export async function insertAction(tx: Executor, action: ModerationActionRow): Promise<void> {
  await tx.insert(moderationActions).values(action);
}

/** What moderators may find before anybody else does: a worker has begun, and the owner means it to be seen. */
const isMeantToBeSeen = and(
  inArray(videos.status, ['processing', 'ready']),
  ne(videos.visibility, 'private'),
);

const viewConditions: Readonly<Record<Exclude<ReviewView, 'reported' | 'appealed'>, SQL | undefined>> = {
  new: and(isMeantToBeSeen, isNull(videos.reviewedAt), inArray(videos.moderation, ['pending', 'approved'])),
  // While it is encoded nothing waits for a moderator yet.
  waiting: and(isMeantToBeSeen, eq(videos.status, 'ready'), eq(videos.moderation, 'pending')),
  down: and(ne(videos.status, 'deleted'), inArray(videos.moderation, ['rejected', 'hidden'])),
};

function conditionOf(db: Executor, view: ReviewView): SQL | undefined {
  if (view === 'appealed') {
    const appealed = db.select({ id: appeals.videoId }).from(appeals).where(eq(appeals.state, 'open'));
    return and(ne(videos.status, 'deleted'), inArray(videos.id, appealed));
  }
  if (view !== 'reported') return viewConditions[view];
  const reported = db.select({ id: reports.videoId }).from(reports).where(eq(reports.state, 'open'));
  return and(ne(videos.status, 'deleted'), inArray(videos.id, reported));
}

/** Oldest first, for that one has waited longest; takedowns newest first. `after` is the last id of the page before. */
export async function listForReview(
  db: Executor,
  { view, after, limit }: { view: ReviewView; after: string | undefined; limit: number },
) {
  const isNewestFirst = view === 'down';
  const beyond = after && (isNewestFirst ? lt(videos.id, after) : gt(videos.id, after));
  return db
    .select({ video: videos, ownerName: users.name })
    .from(videos)
    .innerJoin(users, eq(users.id, videos.ownerId))
    .where(and(conditionOf(db, view), beyond || undefined))
    .orderBy(isNewestFirst ? desc(videos.id) : asc(videos.id))
    .limit(limit);
}

export async function findReviewed(db: Executor, videoId: string) {
  const [found] = await db
    .select({ video: videos, ownerName: users.name })
    .from(videos)
    .innerJoin(users, eq(users.id, videos.ownerId))
    .where(and(eq(videos.id, videoId), ne(videos.status, 'deleted')));
  return found;
}

/** Newest first, with the moderators' names; null of one who has left. */
export function listActions(db: Executor, videoId: string) {
  return db
    .select({ action: moderationActions, actorName: users.name })
    .from(moderationActions)
    .leftJoin(users, eq(users.id, moderationActions.actorId))
    .where(eq(moderationActions.videoId, videoId))
    .orderBy(desc(moderationActions.id));
}

/** What the person is told of. A look that changed nothing and says nothing is not told. */
const isTold = (userId: string, unreadOnly: boolean) =>
  and(
    eq(moderationActions.userId, userId),
    or(
      isNull(moderationActions.videoId),
      ne(moderationActions.fromState, moderationActions.toState),
      isNotNull(moderationActions.message),
    ),
    unreadOnly ? isNull(moderationActions.readAt) : undefined,
  );

/** Newest first. */
export function listNotices(
  db: Executor,
  userId: string,
  { unreadOnly, limit }: { unreadOnly: boolean; limit: number },
) {
  return db
    .select({ notice: moderationActions, title: videos.title })
    .from(moderationActions)
    .leftJoin(videos, eq(videos.id, moderationActions.videoId))
    .where(isTold(userId, unreadOnly))
    .orderBy(desc(moderationActions.id))
    .limit(limit);
}

export async function countUnread(db: Executor, userId: string): Promise<number> {
  const [row] = await db.select({ unread: count() }).from(moderationActions).where(isTold(userId, true));
  return row?.unread ?? 0;
}

/** Newest first, of everything that was decided about a person and their videos; with who decided. */
export function listActionsAbout(db: Executor, userId: string, limit: number) {
  return db
    .select({ action: moderationActions, actorName: users.name, title: videos.title })
    .from(moderationActions)
    .leftJoin(users, eq(users.id, moderationActions.actorId))
    .leftJoin(videos, eq(videos.id, moderationActions.videoId))
    .where(eq(moderationActions.userId, userId))
    .orderBy(desc(moderationActions.id))
    .limit(limit);
}

/** Marks what the person has read, up to and including `upTo`. */
export async function markRead(db: Executor, userId: string, upTo: string, readAt: Date): Promise<void> {
  await db
    .update(moderationActions)
    .set({ readAt })
    .where(
      and(
        eq(moderationActions.userId, userId),
        isNull(moderationActions.readAt),
        or(eq(moderationActions.id, upTo), lt(moderationActions.id, upTo)),
      ),
    );
}

/** What the rules ask of whose video it is. */
export async function findPublisher(db: Executor, userId: string) {
  const [user] = await db
    .select({
      role: users.role,
      createdAt: users.createdAt,
      limitedAt: users.limitedAt,
      trustedAt: users.trustedAt,
    })
    .from(users)
    .where(eq(users.id, userId));
  return user;
}
