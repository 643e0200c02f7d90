import { and, asc, count, eq, gt, inArray, isNotNull, isNull, like, ne, or, type SQL } from 'drizzle-orm';
import { AppError } from '#lib/domain/errors.ts';
import type { PeopleView } from '#lib/domain/moderation.ts';
import type { Database } from '../db/client.ts';
import { users } from '../db/schema/users.ts';
import { videos } from '../db/schema/videos.ts';
import { canBan, canSetRole, isAdmin } from './policy.ts';
import type { UserRow } from './repository.ts';
import type { Viewer } from './viewer.ts';

export interface PeopleSearch {
  readonly view: PeopleView;
  /** What the name begins with; of an admin, a whole e-mail address too. */
  readonly q?: string | undefined;
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const viewConditions: Readonly<Record<PeopleView, SQL | undefined>> = {
  all: undefined,
  limited: isNotNull(users.limitedAt),
  banned: isNotNull(users.bannedAt),
  trusted: isNotNull(users.trustedAt),
  staff: inArray(users.role, ['moderator', 'admin']),
};

/** People as moderators look for them. That it is a moderator who asks was judged at the door. */
export function createPeopleService({ db }: { db: Database }) {
  async function countVideos(ownerIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (ownerIds.length === 0) return new Map();
    const rows = await db
      .select({ ownerId: videos.ownerId, count: count() })
      .from(videos)
      .where(and(inArray(videos.ownerId, [...ownerIds]), ne(videos.status, 'deleted')))
      .groupBy(videos.ownerId);
    return new Map(rows.map((row) => [row.ownerId, row.count]));
  }

  /** An address is personal: admins alone see it, and find people by it. */
  function matches(viewer: Viewer, q: string): SQL | undefined {
    const begins = like(users.name, `${q.replaceAll(/[\\%_]/g, (wild) => `\\${wild}`)}%`);
    return isAdmin(viewer) ? or(begins, eq(users.email, q.toLowerCase())) : begins;
  }

  const iso = (date: Date | null) => date?.toISOString() ?? null;

  function describe(viewer: Viewer, user: UserRow, videoCount: number) {
    return {
      id: user.id,
      name: user.name,
      email: isAdmin(viewer) ? user.email : null,
      role: user.role,
      createdAt: user.createdAt.toISOString(),
      bannedAt: iso(user.bannedAt),
      banReason: user.banReason,
      limitedAt: iso(user.limitedAt),
      trustedAt: iso(user.trustedAt),
      videoCount,
    };
  }

  return {
    /** @throws AppError NOT_FOUND of nobody, and of who has left */
    async find(viewer: Viewer, userId: string) {
      const [user] = await db
        .select()
        .from(users)
        .where(and(eq(users.id, userId), isNull(users.deletedAt)));
      if (!user) throw new AppError('NOT_FOUND', 'There is no such account.');
      const person = describe(viewer, user, (await countVideos([userId])).get(userId) ?? 0);
      return { ...person, canDecide: canBan(viewer, user), canSetRole: canSetRole(viewer, user) };
    },

    /** Oldest first; `next` is what to give as `after` for the page after, null on the last one. */
    async search(viewer: Viewer, { view, q, after, limit }: PeopleSearch) {
      const rows = await db
        .select()
        .from(users)
        .where(
          and(
            isNull(users.deletedAt),
            viewConditions[view],
            q ? matches(viewer, q) : undefined,
            after ? gt(users.id, after) : undefined,
          ),
        )
        .orderBy(asc(users.id))
        .limit(limit + 1);
      const shown = rows.slice(0, limit);
      const counts = await countVideos(shown.map(({ id }) => id));
      return {
        people: shown.map((user) => describe(viewer, user, counts.get(user.id) ?? 0)),
        next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    },
  };
}
