import { fileURLToPath } from 'node:url';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import { seedAdmin } from '../accounts/seed-admin.ts';
import { migrateEnvSchema, readEnv } from '../env.ts';
import { systemClock } from '../ports/clock.ts';
import { indexMissingWords } from '../videos/index-words.ts';
import { openDatabase } from './client.ts';

/** A program of its own: brings the schema up to date, and what the search finds, and makes sure that the first admin exists. */
const env = readEnv(migrateEnvSchema);
const { db, close } = openDatabase(env.DATABASE_URL, 1);
try {
  await migrate(db, { migrationsFolder: fileURLToPath(new URL('../../../drizzle', import.meta.url)) });
  await indexMissingWords(db);
  if (env.ADMIN_EMAIL && env.ADMIN_PASSWORD) {
    await seedAdmin({ db, clock: systemClock }, { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD });
  }
} finally {
  await close();
}
