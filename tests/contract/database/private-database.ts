/** A database of its own on the stack's MySQL: no orchestrator relays its outbox, and no worker takes its tasks. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import { afterAll, beforeAll } from 'vitest';
import { type Database, openDatabase } from '../../../src/server/db/client.ts';
import { sharedStack } from '../../shared-stack.ts';

const migrationsFolder = fileURLToPath(new URL('../../../drizzle', import.meta.url));

export interface PrivateDatabase {
  readonly db: Database;
  /** Removes it with all it holds. */
  remove(): Promise<void>;
}

export async function createPrivateDatabase(connectionLimit = 16): Promise<PrivateDatabase> {
  const url = new URL(sharedStack().env.DATABASE_URL ?? '');
  // The stack's user may make databases of this prefix.
  const name = `sluice_contract_${randomBytes(6).toString('hex')}`;
  const main = openDatabase(url.href, 1);
  await main.db.execute(sql.raw(`CREATE DATABASE \`${name}\``));
  url.pathname = `/${name}`;
  const { db, close } = openDatabase(url.href, connectionLimit);
  await migrate(db, { migrationsFolder });
  return {
    db,
    async remove() {
      await close();
      await main.db.execute(sql.raw(`DROP DATABASE \`${name}\``));
      await main.close();
    },
  };
}

/** The database of one test file: made before its tests and removed after them. */
export function keepPrivateDatabase(): Pick<PrivateDatabase, 'db'> {
  let own: PrivateDatabase | undefined;
  beforeAll(async () => {
    own = await createPrivateDatabase();
  });
  afterAll(() => own?.remove());
  return {
    get db() {
      if (!own) throw new Error('there is no database before the tests run');
      return own.db;
    },
  };
}
