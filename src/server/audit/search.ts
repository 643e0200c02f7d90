import { isAdmin } from '../accounts/policy.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import { type AuditSearch, readHead, searchRows } from './repository.ts';

/** The audit log as moderators read it. That it is a moderator who asks was judged at the door. */
export function createAuditService({ db }: { db: Database }) {
  return {
    /** Newest first; `next` is what to give as `before` for the page after, null on the last one. */
    async search(viewer: Viewer, search: AuditSearch) {
      const found = await searchRows(db, { ...search, limit: search.limit + 1 });
      const shown = found.slice(0, search.limit);
      return {
        rows: shown.map(({ row, actorName }) => ({
          id: row.id,
          at: row.at.toISOString(),
          actor: row.actorId ? { id: row.actorId, name: actorName } : null,
          action: row.action,
          subject: row.subjectType && row.subjectId ? { type: row.subjectType, id: row.subjectId } : null,
          details: row.details,
          // Where somebody was is for those who look after the site.
          address: isAdmin(viewer) ? row.address : null,
          position: row.position,
        })),
        next: found.length > search.limit ? (shown.at(-1)?.row.id ?? null) : null,
        head: await readHead(db),
      };
    },
  };
}
