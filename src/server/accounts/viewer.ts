import type { ApiScope } from '#lib/domain/api-scopes.ts';
import type { Role } from '../db/schema/users.ts';

/** Who asks: a signed-in person with the session they came with, a program with an API key of theirs, or nobody (`null`). */
export interface Viewer {
  readonly userId: string;
  /** The session, or the API key, that they came with. */
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Only of a program: it may do what its scopes allow, and nothing else. */
  readonly apiKey?: { readonly id: string; readonly scopes: readonly ApiScope[] };
}

export type MaybeViewer = Viewer | null;
