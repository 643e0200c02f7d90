/** Triggers that note every change of a status, in a database beside the stack's: what happened twice would show. */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../src/server/db/client.ts';

const turnShape = z.object({
  kind: z.enum(['video', 'task']),
  row_id: z.string(),
  to_status: z.string(),
  turns: z.coerce.number(),
});
export type Turns = z.infer<typeof turnShape>;

const noteTurns = (table: 'videos' | 'tasks', kind: Turns['kind']) =>
  sql.raw(`CREATE TRIGGER chaos_${table} AFTER UPDATE ON ${table} FOR EACH ROW
    IF NEW.status <> OLD.status THEN
      INSERT INTO sluice_chaos.turns (kind, row_id, from_status, to_status, at)
      VALUES ('${kind}', NEW.id, OLD.status, NEW.status, NOW(3));
    END IF`);

export async function installWitness(db: Database): Promise<void> {
  await db.execute(sql`CREATE DATABASE sluice_chaos`);
  await db.execute(sql`CREATE TABLE sluice_chaos.turns (
    id BIGINT AUTO_INCREMENT PRIMARY KEY, kind VARCHAR(8) NOT NULL, row_id CHAR(26) NOT NULL,
    from_status VARCHAR(16) NOT NULL, to_status VARCHAR(16) NOT NULL, at DATETIME(3) NOT NULL)`);
  await db.execute(noteTurns('videos', 'video'));
  await db.execute(noteTurns('tasks', 'task'));
}

/** How often each row came to each status. */
export async function readTurns(db: Database): Promise<readonly Turns[]> {
  const [rows] = await db.execute(sql`SELECT kind, row_id, to_status, COUNT(*) AS turns
    FROM sluice_chaos.turns GROUP BY kind, row_id, to_status`);
  return z.array(turnShape).parse(rows);
}

const lastShape = z.object({ at: z.coerce.number().nullable() });

/** When a lease was last taken back, not before `since`; null when none was. */
export async function lastRequeue(db: Database, since: Date): Promise<Date | null> {
  const [rows] = await db.execute(sql`SELECT UNIX_TIMESTAMP(MAX(at)) AS at FROM sluice_chaos.turns
    WHERE kind = 'task' AND from_status = 'leased' AND to_status = 'waiting'
    AND at >= FROM_UNIXTIME(${since.getTime() / 1000})`);
  const seconds = z.array(lastShape).parse(rows)[0]?.at;
  return typeof seconds === 'number' ? new Date(seconds * 1000) : null;
}
