import type { Database } from '../db/client.ts';
import type { Clock } from '../ports/clock.ts';
import { hashPassword } from './passwords.ts';
import { insertUser } from './repository.ts';

/** Makes sure the first admin exists; an account that is there already is left as it is. */
export async function seedAdmin(
  { db, clock }: { db: Database; clock: Clock },
  { email, password }: { email: string; password: string },
): Promise<boolean> {
  return insertUser(db, {
    id: clock.newId(),
    email: email.toLowerCase(),
    name: 'Admin',
    passwordHash: await hashPassword(password),
    role: 'admin',
    createdAt: clock.now(),
    // Whoever set the environment knows the address: no letter needs to say so.
    emailVerifiedAt: clock.now(),
  });
}
