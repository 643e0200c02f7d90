import { eq } from 'drizzle-orm';
import { affectedRows, type Executor } from '../db/client.ts';
import { users } from '../db/schema/users.ts';

export type UserRow = typeof users.$inferSelect;

/** Inserts the account, or answers false when the address is taken. */
export async function insertUser(db: Executor, user: typeof users.$inferInsert): Promise<boolean> {
  const result = await db.insert(users).ignore().values(user);
  return affectedRows(result) === 1;
}

export async function findUserByEmail(db: Executor, email: string): Promise<UserRow | undefined> {
  const [user] = await db.select().from(users).where(eq(users.email, email));
  return user;
}

export async function findUser(db: Executor, userId: string): Promise<UserRow | undefined> {
  const [user] = await db.select().from(users).where(eq(users.id, userId));
  return user;
}

/** Within the caller's transaction nobody else changes the person: no ban, no new password, no second sign-in. */
export async function lockUser(tx: Executor, userId: string): Promise<UserRow | undefined> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
  return user;
}

export async function updateUser(
  tx: Executor,
  userId: string,
  set: Partial<Omit<UserRow, 'id' | 'createdAt'>>,
): Promise<void> {
  await tx.update(users).set(set).where(eq(users.id, userId));
}
