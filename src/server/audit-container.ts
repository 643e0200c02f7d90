import type { ChainHead } from './audit/chain.ts';
import { verifyAudit } from './audit/verify.ts';
import { openDatabase } from './db/client.ts';
import type { AuditEnv } from './env.ts';

/** Joins the database to the audit log's command line. */
export function createAuditTool(env: AuditEnv) {
  const { db, close } = openDatabase(env.DATABASE_URL, 1);
  return { verify: (noted: ChainHead | undefined) => verifyAudit(db, noted), close };
}
