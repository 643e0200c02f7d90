import { and, asc, desc, eq, gt, gte, lt, max, type SQL } from 'drizzle-orm';
import type { Executor, Transaction } from '../db/client.ts';
import { auditHead } from '../db/schema/audit-head.ts';
import { auditLog } from '../db/schema/audit-log.ts';
import { users } from '../db/schema/users.ts';
import { type ChainHead, GENESIS } from './chain.ts';

const ONLY_ID = 1;

export async function readHead(db: Executor): Promise<ChainHead> {
  const [head] = await db
    .select({ position: auditHead.position, hash: auditHead.hash })
    .from(auditHead)
    .where(eq(auditHead.id, ONLY_ID));
  return head ?? { position: 0, hash: GENESIS };
}

/** From here to the end of the transaction nobody else adds a row. */
export async function lockHead(tx: Transaction): Promise<ChainHead> {
  const find = () =>
    tx
      .select({ position: auditHead.position, hash: auditHead.hash })
      .from(auditHead)
      .where(eq(auditHead.id, ONLY_ID))
      .for('update');
  const [head] = await find();
  if (head) return head;
  // A migration has made it; the database in memory has none.
  await tx.insert(auditHead).ignore().values({ id: ONLY_ID, position: 0, hash: GENESIS });
  const [made] = await find();
  if (!made) throw new Error('the audit log has no head');
  return made;
}

export async function moveHead(tx: Transaction, head: ChainHead): Promise<void> {
  await tx.update(auditHead).set(head).where(eq(auditHead.id, ONLY_ID));
}

export async function insertRow(tx: Transaction, row: typeof auditLog.$inferInsert): Promise<void> {
  await tx.insert(auditLog).values(row);
}

/** Rows by their id, some at a time. */
export function readRows(db: Executor, afterId: number, limit: number) {
  return db.select().from(auditLog).where(gt(auditLog.id, afterId)).orderBy(asc(auditLog.id)).limit(limit);
}

/** The last id there is; rows that come later are not looked at. */
export async function lastId(db: Executor): Promise<number> {
  const [row] = await db.select({ id: max(auditLog.id) }).from(auditLog);
  return row?.id ?? 0;
}

export interface AuditSearch {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Older than this id. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Newest first, with the name of who did it; null of who has left, and of nobody. */
export function searchRows(db: Executor, search: AuditSearch) {
  const conditions: (SQL | undefined)[] = [
    search.actorId === undefined ? undefined : eq(auditLog.actorId, search.actorId),
    search.action === undefined ? undefined : eq(auditLog.action, search.action),
    search.subjectId === undefined ? undefined : eq(auditLog.subjectId, search.subjectId),
    search.from === undefined ? undefined : gte(auditLog.at, search.from),
    search.to === undefined ? undefined : lt(auditLog.at, search.to),
    search.before === undefined ? undefined : lt(auditLog.id, search.before),
  ];
  return db
    .select({ row: auditLog, actorName: users.name })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(and(...conditions))
    .orderBy(desc(auditLog.id))
    .limit(search.limit);
}
