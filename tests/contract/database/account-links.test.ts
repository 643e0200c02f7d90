/** Links in letters work once, for a while; whether an account exists is told to nobody. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { accountTokens } from '../../../src/server/db/schema/account-tokens.ts';
import { mailOrders } from '../../../src/server/db/schema/mail-orders.ts';
import { sendDueMail } from '../../../src/server/mail/send-due-mail.ts';
import { type AccountWorld, codeOf, createAccountWorld, device, password } from './account-world.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let world: AccountWorld;
const next = 'another long password';

beforeEach(async () => {
  world = createAccountWorld(own.db);
  await own.db.delete(mailOrders);
});

describe('a link for a new password', () => {
  it('opens once: the new password counts, every device is out, and the owner is told', async () => {
    const { email, id } = await world.join();
    const before = await world.enter(email);
    await world.recovery.requestPasswordReset(email.toUpperCase());
    const token = await world.tokenFor(email);
    await world.recovery.resetPassword(token, next, device);
    expect(await world.isLive(before.sessionId)).toBe(false);
    expect(await codeOf(world.accounts.signIn(email, password, device))).toBe('UNAUTHORIZED');
    const { viewer } = await world.enter(email, next);
    // Whoever got the letter has the address.
    expect((await world.accounts.profileOf(viewer)).emailVerified).toBe(true);
    expect(await codeOf(world.recovery.resetPassword(token, next, device))).toBe('VALIDATION_FAILED');
    await sendDueMail(world.mailParts);
    expect(world.letters.at(-1)).toMatchObject({ to: email, subject: 'Your password was changed' });
    expect(await world.actionsOn(id)).toContain('account.password-reset');
  });

  it('used by ten together opens for one', async () => {
    const { email } = await world.join();
    await world.recovery.requestPasswordReset(email);
    const token = await world.tokenFor(email);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => world.recovery.resetPassword(token, `${next} ${n}`, device)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is over after an hour, is not one for another purpose, and stands nowhere as it is', async () => {
    const { email, id } = await world.join();
    await world.recovery.requestPasswordReset(email);
    const token = await world.tokenFor(email);
    expect(await codeOf(world.recovery.verifyEmail(token, device))).toBe('VALIDATION_FAILED');
    const rows = await own.db.select().from(accountTokens).where(eq(accountTokens.userId, id));
    expect(JSON.stringify(rows)).not.toContain(token);
    world.clock.advance(3_601);
    expect(await codeOf(world.recovery.resetPassword(token, next, device))).toBe('VALIDATION_FAILED');
  });

  it('makes those that were sent before it worthless once it is used', async () => {
    const { email } = await world.join();
    await world.recovery.requestPasswordReset(email);
    const first = await world.tokenFor(email);
    await world.recovery.requestPasswordReset(email);
    const second = await world.tokenFor(email);
    expect(second).not.toBe(first);
    await world.recovery.resetPassword(second, next, device);
    expect(await codeOf(world.recovery.resetPassword(first, next, device))).toBe('VALIDATION_FAILED');
  });

  it('is asked for in the same way whoever has the address, and nobody’s brings no letter', async () => {
    const { email } = await world.join();
    await sendDueMail(world.mailParts);
    const letters = world.letters.length;
    const nobody = `${randomUUID()}@example.test`;
    await world.recovery.requestPasswordReset(email);
    await world.recovery.requestPasswordReset(nobody);
    const orders = await own.db.select().from(mailOrders);
    // Alike in all but the address: what is done in front of who asks can tell nothing.
    const { createdAt, tryAt } = orders[0] ?? {};
    expect(orders.map(({ id: _, email: __, ...rest }) => rest)).toEqual(
      Array(2).fill({ kind: 'reset-password', tries: 0, createdAt, tryAt }),
    );
    await sendDueMail(world.mailParts);
    expect(world.letters.slice(letters).map(({ to }) => to)).toEqual([email]);
    expect(await own.db.select().from(mailOrders)).toEqual([]);
  });

  it('can not be used to fill a mailbox', async () => {
    const { email } = await world.join();
    for (let n = 0; n < 10; n++) {
      await world.recovery.requestPasswordReset(email);
      world.clock.advance(1);
    }
    await sendDueMail(world.mailParts);
    expect(world.letters.filter(({ subject }) => subject === 'Choose a new password')).toHaveLength(4);
  });
});

describe('a link for the address', () => {
  it('comes with the registration and confirms it', async () => {
    const { email } = await world.join();
    const { viewer } = await world.enter(email);
    expect((await world.accounts.profileOf(viewer)).emailVerified).toBe(false);
    await world.recovery.verifyEmail(await world.tokenFor(email), device);
    expect((await world.accounts.profileOf(viewer)).emailVerified).toBe(true);
  });

  it('where it is required keeps everybody out without it, in the words for a wrong password', async () => {
    const strict = createAccountWorld(own.db, { requireVerifiedEmail: true });
    const { email } = await strict.join();
    const refusals = [
      strict.accounts.signIn(email, password, device),
      strict.accounts.signIn(email, 'wrong', device),
      strict.accounts.signIn('nobody@example.test', password, device),
    ].map((call) =>
      call.catch(({ code, message }: { code: string; message: string }) => ({ code, message })),
    );
    const [unconfirmed, wrong, unknown] = await Promise.all(refusals);
    expect(unconfirmed).toMatchObject({ code: 'UNAUTHORIZED' });
    expect([wrong, unknown]).toEqual([unconfirmed, unconfirmed]);
    await strict.recovery.verifyEmail(await strict.tokenFor(email), device);
    await strict.enter(email);
  });

  it('where it is required lets a taken address look free, and tells its owner', async () => {
    const strict = createAccountWorld(own.db, { requireVerifiedEmail: true });
    const { email, id } = await strict.join();
    await sendDueMail(strict.mailParts);
    const again = await strict.accounts.register({ email, password: next, name: 'Eve' }, device);
    expect(again).toMatchObject({ email, name: 'Eve', role: 'user' });
    expect(again.id).not.toBe(id);
    await sendDueMail(strict.mailParts);
    expect(strict.letters.at(-1)).toMatchObject({ to: email, subject: 'You have an account already' });
    expect(await codeOf(strict.accounts.signIn(email, next, device))).toBe('UNAUTHORIZED');
  });
});

describe('a password that is changed', () => {
  it('signs every other device out, and only for who knows the old one', async () => {
    const { email, id } = await world.join();
    const other = await world.enter(email);
    const { viewer, sessionId } = await world.enter(email);
    const wrong = world.accounts.changePassword(viewer, { current: 'wrong', next }, device);
    expect(await codeOf(wrong)).toBe('UNAUTHORIZED');
    await world.accounts.changePassword(viewer, { current: password, next }, device);
    expect(await world.isLive(other.sessionId)).toBe(false);
    expect(await world.isLive(sessionId)).toBe(true);
    expect(await codeOf(world.accounts.signIn(email, password, device))).toBe('UNAUTHORIZED');
    expect(await world.actionsOn(id)).toEqual([
      'account.registered',
      'account.password-changed',
      'account.sign-in-refused',
    ]);
  });

  it('by two together is changed by one: the other’s old password was no longer the old one', async () => {
    const { email } = await world.join();
    const viewers = [(await world.enter(email)).viewer, (await world.enter(email)).viewer];
    const tries = await Promise.allSettled(
      viewers.map((viewer, n) =>
        world.accounts.changePassword(viewer, { current: password, next: `${next} ${n}` }, device),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a letter', () => {
  it('is handed over by one of several replicas', async () => {
    await world.join();
    await Promise.all(Array.from({ length: 5 }, () => sendDueMail(world.mailParts)));
    expect(world.letters).toHaveLength(1);
  });

  it('that the server did not take is tried again under the same id, later each time, and given up after a day', async () => {
    const { email } = await world.join();
    const tried: { id: string; at: number }[] = [];
    const start = world.clock.now().getTime();
    const send = vi.fn(async (id: string) => {
      tried.push({ id, at: (world.clock.now().getTime() - start) / 1000 });
      throw Object.assign(new Error('450 busy'), { code: 'EENVELOPE', responseCode: 450 });
    });
    const parts = { ...world.mailParts, mailer: { ...world.mailParts.mailer, send } };
    for (let order = await orderOf(); order; order = await orderOf()) {
      world.clock.advance((order.tryAt.getTime() - world.clock.now().getTime()) / 1000);
      await sendDueMail(parts);
    }
    expect(tried.slice(0, 4).map(({ at }) => at)).toEqual([0, 10, 30, 70]);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
    // Every try makes a token, and none of them counts as another letter.
    expect(tried.length).toBeGreaterThan(20);
    expect(tried.at(-1)?.at).toBeGreaterThan(22 * 3_600);

    async function orderOf() {
      const [order] = await own.db.select().from(mailOrders).where(eq(mailOrders.email, email));
      return order;
    }
  });
});
