import { AppError } from '#lib/domain/errors.ts';
import type { Role } from '../db/schema/users.ts';
import type { MaybeViewer, Viewer } from './viewer.ts';

/** Roles are steps: each may all that the ones below it may. */
const rank: Readonly<Record<Role, number>> = { user: 0, moderator: 1, admin: 2 };

function hasRole(viewer: MaybeViewer, least: Role): boolean {
  return viewer !== null && rank[viewer.role] >= rank[least];
}

export function isModerator(viewer: MaybeViewer): boolean {
  return hasRole(viewer, 'moderator');
}

export function isAdmin(viewer: MaybeViewer): boolean {
  return hasRole(viewer, 'admin');
}

/** Whose standing is judged. */
interface Subject {
  readonly id: string;
  readonly role: Role;
}

/** Moderators and admins ban whoever stands below them: never each other, and nobody bans themself. */
export function canBan(viewer: Viewer, subject: Subject): boolean {
  return isModerator(viewer) && rank[viewer.role] > rank[subject.role];
}

/** Admins alone, and not their own: so there is always one left. */
export function canSetRole(viewer: Viewer, subject: Subject): boolean {
  return isAdmin(viewer) && viewer.userId !== subject.id;
}

/** Who meets this was told why; what they can do about it is the site's own affair. */
export function bannedError(reason: string | null): AppError {
  const why = reason ? ` The reason given: ${reason}` : '';
  return new AppError('FORBIDDEN', `This account is banned.${why}`);
}
