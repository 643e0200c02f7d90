/** What admins change while the site runs: every replica obeys it, every change is kept, and none is lost unseen. */
import { asc } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeEach, expect, it } from 'vitest';
import type { SiteSettings } from '../../../src/lib/domain/site-settings.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { verifyAudit } from '../../../src/server/audit/verify.ts';
import { auditHead } from '../../../src/server/db/schema/audit-head.ts';
import { auditLog } from '../../../src/server/db/schema/audit-log.ts';
import { settingChanges } from '../../../src/server/db/schema/setting-changes.ts';
import { createSettingsService } from '../../../src/server/settings/service.ts';
import { codeOf, createAccountWorld } from './account-world.ts';
import { createTestClock } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
const defaults: SiteSettings = {
  signUpOpen: true,
  banner: '',
  maxUploadBytes: 50e9,
  totalBytesPerPerson: null,
  dailyBytesPerPerson: 200e9,
  openUploadsPerPerson: 100,
};
const admin: Viewer = {
  userId: ulid(),
  sessionId: ulid(),
  email: 'root@example.test',
  name: 'Root',
  role: 'admin',
};
const address = '192.0.2.1';

beforeEach(async () => {
  for (const table of [settingChanges, auditLog, auditHead]) await own.db.delete(table);
});

function setUp() {
  const clock = createTestClock();
  const replica = () => createSettingsService({ db: own.db, clock, defaults });
  const [here, there] = [replica(), replica()];
  const close = (basedOn = 0) =>
    here.change(admin, { setting: 'signUpOpen', value: false, basedOn, reason: 'spam' }, address);
  return { clock, here, there, close };
}

it('until something is changed, all is as the environment says', async () => {
  const { here } = setUp();
  expect(await here.current()).toEqual(defaults);
  expect((await here.list()).every(({ isStandard, revision }) => isStandard && revision === 0)).toBe(true);
});

it('a change holds at once where it was made, and within two seconds on every replica', async () => {
  const { clock, here, there, close } = setUp();
  expect(await there.current()).toEqual(defaults);
  await close();
  expect((await here.current()).signUpOpen).toBe(false);
  clock.advance(2);
  expect((await there.current()).signUpOpen).toBe(false);
});

it('is read from the database once for all who ask within two seconds', async () => {
  const { there, close } = setUp();
  await there.current();
  await close();
  expect((await there.current()).signUpOpen).toBe(true);
});

it('of two who change the same at the same moment, one is told that the other was first', async () => {
  const { close } = setUp();
  const both = await Promise.allSettled([close(), close()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'SETTING_CONFLICT' },
  });
  expect(await codeOf(close())).toBe('SETTING_CONFLICT');
  expect(await codeOf(close(7))).toBe('SETTING_CONFLICT');
  await close(1);
});

it('what is no value of a setting is refused, and nothing of it is kept', async () => {
  const { here } = setUp();
  for (const [setting, value] of [
    ['signUpOpen', 'yes'],
    ['banner', 'x'.repeat(301)],
    ['maxUploadBytes', 0],
    ['maxUploadBytes', null],
    ['openUploadsPerPerson', 1.5],
  ] as const) {
    const order = { setting, value, basedOn: 0, reason: 'why' };
    expect(await codeOf(here.change(admin, order, address))).toBe('VALIDATION_FAILED');
  }
  expect(await own.db.select().from(settingChanges)).toEqual([]);
});

it('every change is kept with who, what was before and why, and one can go back', async () => {
  const { clock, here } = setUp();
  const set = (value: number | null | undefined, basedOn: number) => {
    clock.advance(1);
    const order = { setting: 'dailyBytesPerPerson', basedOn, reason: `step ${basedOn + 1}` } as const;
    return here.change(admin, value === undefined ? order : { ...order, value }, address);
  };
  await set(5e9, 0);
  await set(null, 1);
  await set(5e9, 2);
  expect((await here.current()).dailyBytesPerPerson).toBe(5e9);
  await set(undefined, 3);
  expect((await here.current()).dailyBytesPerPerson).toBe(200e9);
  const history = await here.history(10);
  expect(
    history.map(({ revision, before, after, reason, by }) => [revision, before, after, reason, by.id]),
  ).toEqual([
    [4, { value: 5e9 }, null, 'step 4', admin.userId],
    [3, { value: null }, { value: 5e9 }, 'step 3', admin.userId],
    [2, { value: 5e9 }, { value: null }, 'step 2', admin.userId],
    [1, null, { value: 5e9 }, 'step 1', admin.userId],
  ]);
  expect(await here.history(1)).toHaveLength(1);
});

it('every change stands in the audit chain, a refused one does not', async () => {
  const { close } = setUp();
  await close();
  await close().catch(() => undefined);
  const rows = await own.db.select().from(auditLog).orderBy(asc(auditLog.id));
  expect(rows).toMatchObject([
    {
      action: 'site.setting-changed',
      actorId: admin.userId,
      subjectType: 'site',
      subjectId: 'signUpOpen',
      address,
      details: { before: null, after: { value: false }, reason: 'spam', revision: 1 },
    },
  ]);
  expect((await verifyAudit(own.db)).broken).toBeUndefined();
});

it('while sign-up is closed nobody opens an account, and who has one comes in', async () => {
  const open = createAccountWorld(own.db);
  const { email } = await open.join();
  const closed = createAccountWorld(own.db, { isSignUpOpen: false });
  expect(await codeOf(closed.join())).toBe('FORBIDDEN');
  await closed.enter(email);
});
