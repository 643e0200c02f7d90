import type { ApiScope } from '#lib/domain/api-scopes.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import { type AuditEntry, recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import type { Clock } from '../ports/clock.ts';
import { hashSecret } from '../secrets.ts';
import { isKeyToken, makeKeyToken, prefixOfKey } from './key-token.ts';
import {
  type ApiKeyRow,
  countKeys,
  deleteKey,
  findKeysOf,
  findLiveKey,
  insertKey,
  noteUse,
} from './repository.ts';

const MAX_KEYS = 25;
/** How exact "last used" is: a write for every call would cost more than the call. */
const USE_STEP_MS = 60_000;

export interface ApiKeyDto {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** ISO 8601; without it the key lives until it is revoked. */
  readonly expiresAt?: string | null | undefined;
}

function toDto({ id, name, prefix, scopes, createdAt, lastUsedAt, expiresAt }: ApiKeyRow): ApiKeyDto {
  return {
    id,
    name,
    prefix,
    scopes,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

/** Where a request came from, for the audit log; null where that is not known. */
type Address = AuditEntry['address'];

/** Keys for programs. One is looked up on every call that it makes, so revoking works at once. */
export function createApiKeyService({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  async function noteUseOf({ id, lastUsedAt }: ApiKeyRow, now: Date): Promise<void> {
    const before = new Date(now.getTime() - USE_STEP_MS);
    if (lastUsedAt === null || lastUsedAt < before) await noteUse(db, id, { now, before });
  }

  return {
    async list(viewer: Viewer): Promise<ApiKeyDto[]> {
      return (await findKeysOf(db, viewer.userId)).map(toDto);
    },

    /**
     * @returns the key itself too: this once, for only its hash is kept
     * @throws AppError VALIDATION_FAILED for an end in the past; QUOTA_EXCEEDED for one key too many
     */
    async create(
      viewer: Viewer,
      input: NewApiKey,
      address: Address = null,
    ): Promise<ApiKeyDto & { readonly key: string }> {
      const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
      if (expiresAt && expiresAt <= clock.now())
        throw new AppError('VALIDATION_FAILED', 'The key would have expired already.');
      if ((await countKeys(db, viewer.userId)) >= MAX_KEYS)
        throw new AppError('QUOTA_EXCEEDED', `You have ${MAX_KEYS} API keys already. Revoke one first.`);
      const key = makeKeyToken();
      const row: ApiKeyRow = {
        id: clock.newId(),
        userId: viewer.userId,
        name: input.name,
        prefix: prefixOfKey(key),
        keyHash: hashSecret(key),
        scopes: [...new Set(input.scopes)],
        createdAt: clock.now(),
        lastUsedAt: null,
        expiresAt,
      };
      await db.transaction(async (tx) => {
        await insertKey(tx, row);
        await recordAudit(tx, clock, {
          actorId: viewer.userId,
          action: 'api-key.created',
          subject: { type: 'api-key', id: row.id },
          address,
          details: { scopes: row.scopes },
        });
      });
      return { ...toDto(row), key };
    },

    /** @throws AppError NOT_FOUND for a key that is not there, or another person's */
    async revoke(viewer: Viewer, id: string, address: Address = null): Promise<void> {
      await db.transaction(async (tx) => {
        if (!(await deleteKey(tx, viewer.userId, id)))
          throw new AppError('NOT_FOUND', 'This API key does not exist, or it is not yours.');
        const subject = { type: 'api-key', id } as const;
        await recordAudit(tx, clock, { actorId: viewer.userId, action: 'api-key.revoked', subject, address });
      });
    },

    /** Whom the key acts as, within its scopes; null for one that is unknown, revoked or over. */
    async viewerOf(token: string): Promise<MaybeViewer> {
      if (!isKeyToken(token)) return null;
      const now = clock.now();
      const found = await findLiveKey(db, hashSecret(token), now);
      if (!found) return null;
      await noteUseOf(found.key, now);
      const { id: userId, email, name, role } = found.user;
      const { id, scopes } = found.key;
      return { userId, sessionId: id, email, name, role, apiKey: { id, scopes } };
    },
  };
}
