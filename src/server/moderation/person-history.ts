import { readActionsOn } from '../audit/actions-on.ts';
import type { AuditAction } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import { listActionsAbout } from './repository.ts';

const MOST_ROWS = 200;

/** What no row of `moderation_actions` tells of. */
const loggedOnly: readonly AuditAction[] = [
  'account.banned',
  'account.unbanned',
  'account.role-changed',
  'account.trusted',
  'account.untrusted',
];

type Told = Awaited<ReturnType<typeof listActionsAbout>>[number];
type Logged = Awaited<ReturnType<typeof readActionsOn>>[number];

const actorOf = (id: string | null, name: string | null) => (id ? { id, name } : null);

function describeTold({ action, actorName, title }: Told) {
  return {
    id: action.id,
    at: action.createdAt.toISOString(),
    what: String(action.kind),
    video: action.videoId ? { id: action.videoId, title } : null,
    reason: action.reason,
    note: action.note,
    message: action.message,
    actor: actorOf(action.actorId, actorName),
  };
}

/** A ban's reason is told to the person; the role is that which was given. */
function describeLogged({ row, actorName }: Logged): ReturnType<typeof describeTold> {
  const { reason, to } = row.details;
  const verb = row.action.replace('account.', '');
  return {
    id: `audit-${row.id}`,
    at: row.at.toISOString(),
    what: row.action === 'account.role-changed' ? `${verb} to ${String(to)}` : verb,
    video: null,
    reason: null,
    note: null,
    message: row.action === 'account.banned' && typeof reason === 'string' ? reason : null,
    actor: actorOf(row.actorId, actorName),
  };
}

/** That it is a moderator who asks was judged at the door. */
export function createPersonHistory({ db }: { db: Database }) {
  return {
    /** What was decided about one person and their videos, newest first: the decisions with their words, and what only the audit log holds. */
    async of(userId: string) {
      const [told, logged] = await Promise.all([
        listActionsAbout(db, userId, MOST_ROWS),
        readActionsOn(db, userId, loggedOnly, MOST_ROWS),
      ]);
      const rows = [...told.map(describeTold), ...logged.map(describeLogged)];
      return { rows: rows.sort((a, b) => b.at.localeCompare(a.at)).slice(0, MOST_ROWS) };
    },
  };
}
