import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { askTogether } from '../changes/ask-together.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { Clock } from '../ports/clock.ts';
import type { Device } from './device.ts';
import { bannedError } from './policy.ts';
import { mintRefreshToken, type RefreshTokenIds, readRefreshToken } from './refresh-tokens.ts';
import { findUser } from './repository.ts';
import {
  findSession,
  findUsable,
  insertSession,
  listLiveSessions,
  noteSeen,
  revokeSession,
  revokeSessionsOf,
  rotateRefreshToken,
} from './session-repository.ts';
import type { MaybeViewer, Viewer } from './viewer.ts';

/** However active, a person signs in again after this long. */
const SESSION_DAYS = 30;
/** "Last seen" is told in minutes. */
const SEEN_EVERY_MS = 60_000;

export interface OpenSession {
  readonly userId: string;
  readonly sessionId: string;
  readonly refreshToken: string;
}

export interface SessionParts {
  readonly db: Database;
  readonly clock: Clock;
  /** Signs refresh tokens. */
  readonly secret: string;
  /** How long the refresh token before the current one still gets the current one. */
  readonly reuseSeconds: number;
}

/**
 * Sessions live in MySQL and are looked up on every request. A session's refresh tokens are one family: each use makes
 * the next one, and whoever uses an older one again holds a stolen one, or was stolen from. Then the session ends.
 */
export function createSessionService({ db, clock, secret, reuseSeconds }: SessionParts) {
  const mint = (userId: string, ids: RefreshTokenIds): OpenSession => ({
    userId,
    sessionId: ids.sessionId,
    refreshToken: mintRefreshToken(secret, ids),
  });

  /** In the transaction that has found the person to be in good standing and keeps them so. */
  async function open(tx: Transaction, userId: string, device: Device): Promise<OpenSession> {
    const createdAt = clock.now();
    const ids = { sessionId: clock.newId(), jti: clock.newId() };
    await insertSession(tx, {
      id: ids.sessionId,
      userId,
      refreshJti: ids.jti,
      ...device,
      lastSeenAt: createdAt,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + SESSION_DAYS * 86_400_000),
    });
    const session = { type: 'session', id: ids.sessionId } as const;
    await recordAudit(tx, clock, {
      actorId: userId,
      action: 'account.signed-in',
      subject: session,
      address: device.address,
    });
    return mint(userId, ids);
  }

  /** The session with its person if it lives. @throws AppError FORBIDDEN when the person is banned */
  async function findLive(sessionId: string) {
    const found = await findSession(db, sessionId);
    if (!found || found.user.deletedAt || found.session.expiresAt <= clock.now()) return undefined;
    // Said even of a session that the ban has ended: "sign in first" would be no help.
    if (found.user.bannedAt) throw bannedError(found.user.banReason);
    return found.session.revokedAt ? undefined : found;
  }

  /** A thousand readers of one event are one question. */
  const isUsable = askTogether(
    (sessionId: string) => sessionId,
    async (ids) => new Map((await findUsable(db, ids, clock.now())).map((id) => [id, true])),
  );

  async function endFamily(ids: RefreshTokenIds, userId: string, address: string | null): Promise<void> {
    await db.transaction(async (tx) => {
      if (!(await revokeSession(tx, ids.sessionId, clock.now()))) return;
      const subject = { type: 'session', id: ids.sessionId } as const;
      await recordAudit(tx, clock, { actorId: userId, action: 'session.reuse-detected', subject, address });
    });
  }

  return {
    open,

    /**
     * Exchanges a refresh token for the next one.
     * @throws AppError UNAUTHORIZED when it is none of ours, or its session is over: an old one ends it
     */
    async refresh(token: string, { address }: Pick<Device, 'address'>): Promise<OpenSession> {
      const ids = readRefreshToken(secret, token);
      if (!ids) throw new AppError('UNAUTHORIZED');
      const { sessionId, jti } = ids;
      const next = clock.newId();
      const isFirst = await rotateRefreshToken(db, sessionId, { presented: jti, next }, clock.now());
      const live = await findLive(sessionId);
      if (!live) throw new AppError('UNAUTHORIZED');
      const { session, user } = live;
      if (isFirst) return mint(user.id, { sessionId, jti: next });
      const replayUntil = (session.rotatedAt?.getTime() ?? 0) + reuseSeconds * 1_000;
      if (session.refreshJti && session.previousJti === jti && clock.now().getTime() < replayUntil)
        return mint(user.id, { sessionId, jti: session.refreshJti });
      await endFamily(ids, user.id, address);
      throw new AppError('UNAUTHORIZED', 'This session was ended, for an old token of it was used again.');
    },

    /** @throws AppError FORBIDDEN when the person is banned */
    async viewerOf(sessionId: string, { address }: Pick<Device, 'address'>): Promise<MaybeViewer> {
      const live = await findLive(sessionId);
      if (!live) return null;
      const { user, session } = live;
      const now = clock.now();
      if (now.getTime() - (session.lastSeenAt?.getTime() ?? 0) > SEEN_EVERY_MS)
        await noteSeen(db, sessionId, { address }, now, SEEN_EVERY_MS);
      return { userId: user.id, sessionId, email: user.email, name: user.name, role: user.role };
    },

    /** Whether what a person opened a while ago may go on: they are not banned, and their session was not ended. */
    async isStillIn({ userId, sessionId, apiKey }: Viewer): Promise<boolean> {
      if (apiKey) {
        const user = await findUser(db, userId);
        return user !== undefined && !user.bannedAt && !user.deletedAt;
      }
      return (await isUsable(sessionId)) === true;
    },

    async revoke(sessionId: string): Promise<void> {
      await revokeSession(db, sessionId, clock.now());
    },

    /** Ends the session of this refresh token, old or new; what is none of ours changes nothing. */
    async revokeByRefreshToken(token: string): Promise<void> {
      const ids = readRefreshToken(secret, token);
      if (ids) await revokeSession(db, ids.sessionId, clock.now());
    },

    /** Ends every session of a person but `except`. @returns how many those were */
    revokeAllOf: (tx: Transaction, userId: string, except?: string): Promise<number> =>
      revokeSessionsOf(tx, userId, clock.now(), except),

    /** Where a person is signed in: here, and then the most recently used first. */
    async devicesOf(viewer: Viewer) {
      const rows = await listLiveSessions(db, viewer.userId, clock.now());
      const devices = rows.map(({ id, userAgent, address, createdAt, lastSeenAt }) => ({
        id,
        userAgent,
        address,
        createdAt: createdAt.toISOString(),
        lastSeenAt: (lastSeenAt ?? createdAt).toISOString(),
        isThis: id === viewer.sessionId,
      }));
      return devices.toSorted((a, b) => Number(b.isThis) - Number(a.isThis));
    },

    /** Signs one of one's own devices out. @throws AppError NOT_FOUND for anybody else's */
    async revokeDevice(
      viewer: Viewer,
      sessionId: string,
      { address }: Pick<Device, 'address'>,
    ): Promise<void> {
      await db.transaction(async (tx) => {
        const found = await findSession(tx, sessionId);
        if (found?.session.userId !== viewer.userId)
          throw new AppError('NOT_FOUND', 'There is no such device.');
        if (!(await revokeSession(tx, sessionId, clock.now()))) return;
        const subject = { type: 'session', id: sessionId } as const;
        await recordAudit(tx, clock, { actorId: viewer.userId, action: 'session.revoked', subject, address });
      });
    },

    /** Signs every device out but this one. */
    async revokeOthers(viewer: Viewer, { address }: Pick<Device, 'address'>): Promise<{ revoked: number }> {
      return db.transaction(async (tx) => {
        const revoked = await revokeSessionsOf(tx, viewer.userId, clock.now(), viewer.sessionId);
        await recordAudit(tx, clock, {
          actorId: viewer.userId,
          action: 'session.others-revoked',
          subject: { type: 'user', id: viewer.userId },
          address,
          details: { revoked },
        });
        return { revoked };
      });
    },
  };
}

export type SessionService = ReturnType<typeof createSessionService>;
