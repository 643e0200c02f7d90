import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { auditLog } from '../db/schema/audit-log.ts';
import { users } from '../db/schema/users.ts';
import type { AuditAction } from './record-audit.ts';

/** What was done to one subject, of the kinds that are asked for; newest first, with the name of who did it. */
export async function readActionsOn(
  db: Database,
  subjectId: string,
  actions: readonly AuditAction[],
  limit: number,
) {
  return db
    .select({ row: auditLog, actorName: users.name })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(and(eq(auditLog.subjectId, subjectId), inArray(auditLog.action, [...actions])))
    .orderBy(desc(auditLog.id))
    .limit(limit);
}
