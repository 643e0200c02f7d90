import type { Role } from '../db/schema/users.ts';

/** Who asks: a signed-in person with the session they came with, or nobody (`null`). */
export interface Viewer {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export type MaybeViewer = Viewer | null;

export function isModerator(viewer: MaybeViewer): boolean {
  return viewer !== null && viewer.role !== 'user';
}
