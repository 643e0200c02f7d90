import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '#lib/domain/errors.ts';
import type { Database } from '../db/client.ts';
import type { Role } from '../db/schema/users.ts';
import type { Clock } from '../ports/clock.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import {
  findLiveSession,
  findUserByEmail,
  insertSession,
  insertUser,
  revokeSession,
  swapRefreshToken,
} from './repository.ts';
import type { MaybeViewer } from './viewer.ts';

/** However active, a person signs in again after this long. */
const SESSION_DAYS = 30;

export interface PublicUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface RefreshableSession {
  readonly sessionId: string;
  /** `<session id>.<secret>`; only its hash is kept. */
  readonly refreshToken: string;
}

function toPublicUser({ id, email, name, role }: PublicUser): PublicUser {
  return { id, email, name, role };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Accounts and sessions. A session lives in MySQL and is looked up on every request. */
export function createAccountService({ db, clock }: { db: Database; clock: Clock }) {
  async function register(input: { email: string; password: string; name: string }, role: Role = 'user') {
    const user = {
      id: clock.newId(),
      email: input.email.toLowerCase(),
      name: input.name,
      passwordHash: await hashPassword(input.password),
      role,
      createdAt: clock.now(),
    };
    if (!(await insertUser(db, user))) throw new AppError('EMAIL_TAKEN');
    return toPublicUser(user);
  }

  /** One text for an unknown address and a wrong password. */
  async function authenticate(email: string, password: string): Promise<PublicUser> {
    const user = await findUserByEmail(db, email.toLowerCase());
    const isRight = await checkPassword(user?.passwordHash, password);
    if (!user || !isRight) throw new AppError('UNAUTHORIZED', 'E-mail address or password is wrong.');
    return toPublicUser(user);
  }

  async function openSession(
    userId: string,
    refreshTokenHash: string | null,
    id = clock.newId(),
  ): Promise<string> {
    const createdAt = clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_DAYS * 86_400_000);
    await insertSession(db, { id, userId, refreshTokenHash, createdAt, expiresAt, revokedAt: null });
    return id;
  }

  async function openRefreshableSession(userId: string): Promise<RefreshableSession> {
    const sessionId = clock.newId();
    const refreshToken = `${sessionId}.${randomBytes(32).toString('base64url')}`;
    await openSession(userId, sha256(refreshToken), sessionId);
    return { sessionId, refreshToken };
  }

  /** Rotates the token. One that was used before is a stolen one: its session ends. */
  async function refresh(presented: string): Promise<RefreshableSession & { user: PublicUser }> {
    const sessionId = presented.split('.')[0] ?? '';
    const next = `${sessionId}.${randomBytes(32).toString('base64url')}`;
    const hashes = { presented: sha256(presented), next: sha256(next) };
    const live = await findLiveSession(db, sessionId, clock.now());
    if (!live) throw new AppError('UNAUTHORIZED');
    if (!(await swapRefreshToken(db, sessionId, hashes, clock.now()))) {
      await revokeSession(db, sessionId, clock.now());
      throw new AppError('UNAUTHORIZED');
    }
    return { sessionId, refreshToken: next, user: toPublicUser(live.user) };
  }

  async function viewerOf(sessionId: string): Promise<MaybeViewer> {
    const live = await findLiveSession(db, sessionId, clock.now());
    if (!live) return null;
    const { id, email, name, role } = live.user;
    return { userId: id, sessionId, email, name, role };
  }

  return {
    register,
    authenticate,
    openSession: (userId: string) => openSession(userId, null),
    openRefreshableSession,
    refresh,
    viewerOf,
    revoke: (sessionId: string) => revokeSession(db, sessionId, clock.now()),
    /** Ends the session whose current refresh token this is; anything else changes nothing. */
    async revokeByRefreshToken(presented: string): Promise<void> {
      const live = await findLiveSession(db, presented.split('.')[0] ?? '', clock.now());
      if (live?.session.refreshTokenHash === sha256(presented)) {
        await revokeSession(db, live.session.id, clock.now());
      }
    },
    /** Makes sure the first admin exists; an account that is there already is left as it is. */
    async seedAdmin(email: string, password: string): Promise<boolean> {
      if (await findUserByEmail(db, email.toLowerCase())) return false;
      await register({ email, password, name: 'Admin' }, 'admin');
      return true;
    },
  };
}
