import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../src/server/db/client.ts';

/** Who runs, who holds which duty, and how far the sweeper has looked, changes by itself. */
const restless = new Set(['workers', 'duties', 'sweep_cursors', '__drizzle_migrations']);

const tableShape = z.object({ name: z.string() });
const checksumShape = z.object({ Table: z.string(), Checksum: z.coerce.string() });

/** One checksum over all rows of each table. */
export async function digestTables(db: Database): Promise<ReadonlyMap<string, string>> {
  const [tables] = await db.execute(sql`SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'sluice' ORDER BY table_name`);
  const names = z
    .array(tableShape)
    .parse(tables)
    .flatMap(({ name }) => (restless.has(name) ? [] : [name]));
  const [rows] = await db.execute(sql.raw(`CHECKSUM TABLE ${names.join(', ')} EXTENDED`));
  return new Map(
    z
      .array(checksumShape)
      .parse(rows)
      .map(({ Table, Checksum }) => [Table, Checksum]),
  );
}

/** Names of the tables that are not what they were. */
export const changedTables = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] => [...after].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name);
