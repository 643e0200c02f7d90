/** Deliveries as MySQL keeps them: written with the event, sent by one replica at a time, never lost. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_DELIVERY_ATTEMPTS } from '../../../src/lib/domain/webhook-retry.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { webhookDeliveries, webhookEndpoints } from '../../../src/server/db/schema/webhooks.ts';
import { createLog } from '../../../src/server/log.ts';
import { recordVideoChange } from '../../../src/server/outbox/record-change.ts';
import { failVideo } from '../../../src/server/transcodes/video-failure.ts';
import { type ClaimedDelivery, claimDelivery } from '../../../src/server/webhooks/claim-delivery.ts';
import { createDeliverer } from '../../../src/server/webhooks/deliverer.ts';
import type { OutgoingDelivery, SendOutcome } from '../../../src/server/webhooks/send-delivery.ts';
import { createWebhookService } from '../../../src/server/webhooks/service.ts';
import { settleDelivery } from '../../../src/server/webhooks/settle-delivery.ts';
import { createTestClock, insertVideo, type TestClock } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let clock: TestClock;
let owner: Viewer;

beforeEach(async () => {
  clock = createTestClock();
  owner = { userId: ulid(), sessionId: ulid(), email: 'a@example.test', name: 'Ada', role: 'user' };
  // What another test left is not due.
  await own.db.delete(webhookDeliveries);
});

const parts = () => ({ db: own.db, clock });
const service = () => createWebhookService({ ...parts(), checkTarget: async (url) => url });
const makeHook = (events: Parameters<ReturnType<typeof service>['create']>[1]['events'] = ['video.ready']) =>
  service().create(owner, { url: 'https://hooks.test/', events });
const deliveriesOf = async (endpointId: string) =>
  own.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.endpointId, endpointId));
const endpointRow = async (id: string) => {
  const [row] = await own.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  return row;
};
const failed = (error = 'answered 500') => attempt(500, error);
const attempt = (responseCode: number, error: string | null) => ({
  at: clock.now().toISOString(),
  durationMs: 5,
  responseCode,
  error,
});

async function tellReady(ownerId = owner.userId): Promise<string> {
  const videoId = await insertVideo(own.db, clock, { ownerId, status: 'ready' });
  await own.db.transaction((tx) => recordVideoChange(tx, clock, videoId, 'video.ready'));
  return videoId;
}

async function claim(busy: readonly string[] = []): Promise<ClaimedDelivery> {
  const claimed = await claimDelivery(parts(), busy);
  if (!claimed || claimed === 'closed') throw new Error(`claimed ${claimed}`);
  return claimed;
}

describe('an event', () => {
  it('is written for each endpoint that wants it, under the id of its outbox event, the same bytes for all', async () => {
    const [one, two, other] = [
      await makeHook(),
      await makeHook(['video.failed', 'video.ready']),
      await makeHook(['video.failed']),
    ];
    const videoId = await tellReady();
    const [first] = await deliveriesOf(one.id);
    const [second] = await deliveriesOf(two.id);
    expect(await deliveriesOf(other.id)).toEqual([]);
    const [sent] = await own.db.select().from(outbox).where(eq(outbox.messageKey, videoId));
    expect(first).toMatchObject({
      eventId: sent?.eventId,
      eventType: 'video.ready',
      status: 'waiting',
      attempts: 0,
    });
    expect([second?.eventId, second?.body]).toEqual([first?.eventId, first?.body]);
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      id: sent?.eventId,
      type: 'video.ready',
      occurredAt: clock.now().toISOString(),
      data: { videoId, title: 'A walk', status: 'ready' },
    });
  });

  it('that is rolled back is not written, and a stranger’s is not told', async () => {
    const hook = await makeHook();
    await tellReady(ulid());
    const videoId = await insertVideo(own.db, clock, { ownerId: owner.userId });
    const undone = own.db.transaction(async (tx) => {
      await recordVideoChange(tx, clock, videoId, 'video.ready');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await deliveriesOf(hook.id)).toEqual([]);
  });

  it('of a failure carries the reason, once, however often the video fails', async () => {
    const hook = await makeHook(['video.failed']);
    const videoId = await insertVideo(own.db, clock, { ownerId: owner.userId });
    const reason = { code: 'CORRUPT_MEDIA', stage: 'analyzing' } as const;
    for (let times = 0; times < 2; times++)
      await own.db.transaction((tx) => failVideo(tx, clock, videoId, reason));
    const [delivery, ...more] = await deliveriesOf(hook.id);
    expect(more).toEqual([]);
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
      data: { status: 'failed', error: { code: 'CORRUPT_MEDIA', retryable: false } },
    });
  });

  it('that nobody asked for writes nothing, as does a switched-off endpoint', async () => {
    const hook = await makeHook();
    await service().update(owner, hook.id, { enabled: false });
    await tellReady();
    expect(await deliveriesOf(hook.id)).toEqual([]);
  });
});

describe('a claim', () => {
  it('by ten replicas at once gives each delivery to exactly one', async () => {
    await makeHook();
    for (let at = 0; at < 6; at++) await tellReady();
    const claimed: string[] = [];
    // A lost race answers `nothing`; each asks until all six are taken.
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        for (let turns = 0; turns < 6; turns++) {
          const got = await claimDelivery(parts(), []);
          if (got && got !== 'closed') claimed.push(got.delivery.id);
        }
      }),
    );
    expect(claimed).toHaveLength(6);
    expect(new Set(claimed).size).toBe(6);
  });

  it('of a sender that died is taken over after its lease, and its late word changes nothing', async () => {
    const hook = await makeHook();
    await tellReady();
    const dead = await claim();
    clock.advance(20);
    expect(await claimDelivery(parts(), [])).toBeUndefined();
    clock.advance(1);
    const heir = await claim();
    expect(heir.delivery).toMatchObject({ id: dead.delivery.id, epoch: dead.delivery.epoch + 1 });
    expect(await settleDelivery(parts(), dead, failed())).toBe('superseded');
    expect(await settleDelivery(parts(), heir, attempt(200, null))).toBe('delivered');
    expect(await settleDelivery(parts(), dead, failed())).toBe('superseded');
    expect(await deliveriesOf(hook.id)).toMatchObject([{ status: 'delivered', attempts: 1 }]);
  });

  it('passes over the endpoints that are busy, and takes what is due longest first', async () => {
    const busy = await makeHook();
    await tellReady();
    clock.advance(1);
    const idle = await makeHook(['video.failed']);
    const videoId = await insertVideo(own.db, clock, { ownerId: owner.userId });
    await own.db.transaction((tx) => failVideo(tx, clock, videoId, { code: 'CORRUPT_MEDIA', stage: 'x' }));
    expect((await claim([busy.id])).endpoint.id).toBe(idle.id);
    expect((await claim()).endpoint.id).toBe(busy.id);
  });

  it('of an endpoint that is gone or off gives the delivery up instead', async () => {
    const hook = await makeHook();
    await tellReady();
    await own.db.update(webhookEndpoints).set({ enabled: false }).where(eq(webhookEndpoints.id, hook.id));
    expect(await claimDelivery(parts(), [])).toBe('closed');
    expect(await deliveriesOf(hook.id)).toMatchObject([{ status: 'given-up' }]);
  });
});

describe('a failed delivery', () => {
  /** Fails every attempt until there is none left; answers how many there were. */
  async function failToTheEnd(): Promise<number> {
    for (let attempts = 1; ; attempts++) {
      if ((await settleDelivery(parts(), await claim(), failed())) === 'given-up') return attempts;
      clock.advance(8 * 3600);
    }
  }

  it('is tried again after ten seconds or so, and not before', async () => {
    const hook = await makeHook();
    await tellReady();
    await settleDelivery(parts(), await claim(), failed());
    clock.advance(7);
    expect(await claimDelivery(parts(), [])).toBeUndefined();
    clock.advance(6);
    await settleDelivery(parts(), await claim(), attempt(200, null));
    const [row] = await deliveriesOf(hook.id);
    expect(row).toMatchObject({ status: 'delivered', attempts: 2 });
    expect(row?.log.map(({ responseCode }) => responseCode)).toEqual([500, 200]);
    expect((await endpointRow(hook.id))?.failingSince).toBeNull();
  });

  it('is given up after its last attempt, its endpoint switched off with a note, and what waits for it too', async () => {
    const hook = await makeHook();
    await tellReady();
    expect(await failToTheEnd()).toBe(MAX_DELIVERY_ATTEMPTS);
    expect(await deliveriesOf(hook.id)).toMatchObject([{ status: 'given-up' }]);
    expect(await endpointRow(hook.id)).toMatchObject({
      enabled: false,
      note: expect.stringContaining('answered 500'),
    });
    await expect(service().ping(owner, hook.id)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    // Switched on again, it begins with a clean slate.
    await service().update(owner, hook.id, { enabled: true });
    expect(await endpointRow(hook.id)).toMatchObject({ enabled: true, note: null, failingSince: null });
  });

  it('switches no endpoint off that accepted another one meanwhile', async () => {
    const hook = await makeHook();
    await tellReady();
    for (let attempts = 1; attempts < MAX_DELIVERY_ATTEMPTS; attempts++) {
      await settleDelivery(parts(), await claim(), failed());
      clock.advance(8 * 3600);
    }
    const last = await claim();
    await service().ping(owner, hook.id);
    await settleDelivery(parts(), await claim(), attempt(200, null));
    expect(await settleDelivery(parts(), last, failed())).toBe('given-up');
    expect((await endpointRow(hook.id))?.enabled).toBe(true);
  });

  it('is sent again when its owner asks, with the same event and bytes and all its attempts before it', async () => {
    const hook = await makeHook();
    await tellReady();
    await failToTheEnd();
    await service().update(owner, hook.id, { enabled: true });
    const [before] = await deliveriesOf(hook.id);
    await service().redeliver(owner, hook.id, before?.id ?? '');
    const again = await claim();
    expect(again.delivery).toMatchObject({ eventId: before?.eventId, body: before?.body, attempts: 0 });
    // Asked for while it is being sent, it is not sent twice at once.
    await service().redeliver(owner, hook.id, before?.id ?? '');
    expect(await claimDelivery(parts(), [])).toBeUndefined();
  });
});

describe('two replicas', () => {
  it('send each of many deliveries once, two at a time to an endpoint', async () => {
    const hooks = [await makeHook(), await makeHook(), await makeHook()];
    for (let at = 0; at < 4; at++) await tellReady();
    const sent: string[] = [];
    const open = new Map<string, number>();
    let most = 0;
    async function send({ headers }: OutgoingDelivery): Promise<SendOutcome> {
      const id = headers['sluice-delivery-id'] ?? '';
      const [row] = await own.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id));
      const endpointId = row?.endpointId ?? '';
      open.set(endpointId, (open.get(endpointId) ?? 0) + 1);
      most = Math.max(most, open.get(endpointId) ?? 0);
      sent.push(id);
      await own.db.select().from(webhookEndpoints);
      open.set(endpointId, (open.get(endpointId) ?? 0) - 1);
      return { responseCode: 200, error: null };
    }
    const log = createLog('test', 'error');
    const replicas = [1, 2].map(() =>
      createDeliverer({ ...parts(), log, send, countAttempt: () => undefined }),
    );
    while (sent.length < 12) {
      await Promise.all(replicas.map((replica) => replica.run()));
      await Promise.all(replicas.map((replica) => replica.rest()));
    }
    expect(new Set(sent).size).toBe(12);
    expect(sent).toHaveLength(12);
    // Two a replica.
    expect(most).toBeLessThanOrEqual(4);
    for (const hook of hooks)
      expect((await deliveriesOf(hook.id)).map(({ status }) => status)).toEqual(Array(4).fill('delivered'));
  });
});

it('a webhook and its log are its owner’s alone, and go together', async () => {
  const hook = await makeHook();
  await tellReady();
  const stranger = { ...owner, userId: ulid() };
  const gone = { code: 'NOT_FOUND' };
  const page = { limit: 20, skip: 0 };
  expect(await service().list(stranger)).toEqual([]);
  await expect(service().deliveries(stranger, hook.id, page)).rejects.toMatchObject(gone);
  await expect(service().update(stranger, hook.id, { enabled: false })).rejects.toMatchObject(gone);
  await expect(service().ping(stranger, hook.id)).rejects.toMatchObject(gone);
  await expect(service().remove(stranger, hook.id)).rejects.toMatchObject(gone);
  const log = await service().deliveries(owner, hook.id, page);
  expect(log).toMatchObject({ total: 1, deliveries: [{ status: 'waiting', eventType: 'video.ready' }] });
  const other = await makeHook();
  const foreign = log.deliveries[0]?.id ?? '';
  await expect(service().redeliver(owner, other.id, foreign)).rejects.toMatchObject(gone);
  expect(JSON.stringify(await service().list(owner))).not.toContain('whsec_');
  await service().remove(owner, hook.id);
  expect(await deliveriesOf(hook.id)).toEqual([]);
  await expect(service().remove(owner, hook.id)).rejects.toMatchObject(gone);
});
