/** A receiver on this machine is told of every end of a video, at least once, whatever happens to the orchestrator. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isFromSluice } from '../../examples/verify-webhook.ts';
import { webhookDeliveries } from '../../src/server/db/schema/webhooks.ts';
import { controlProcess } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase } from '../support/database.ts';
import { type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { uploadByPut, waitForEnd, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const webhookShape = z.strictObject({
  id: z.ulid(),
  url: z.string(),
  events: z.array(z.string()),
  enabled: z.boolean(),
  note: z.string().nullable(),
  failingSince: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
const newWebhookShape = webhookShape.extend({ secret: z.string().startsWith('whsec_') });
const attemptShape = z.strictObject({
  at: z.iso.datetime(),
  responseCode: z.int().nullable(),
  durationMs: z.number().nonnegative(),
  error: z.string().nullable(),
});
const deliveryShape = z.strictObject({
  id: z.ulid(),
  eventId: z.ulid(),
  eventType: z.string(),
  status: z.enum(['waiting', 'delivered', 'given-up']),
  attempts: z.int(),
  responseCode: z.int().nullable(),
  durationMs: z.number().nullable(),
  error: z.string().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  log: z.array(attemptShape),
});
const deliveriesShape = z.strictObject({
  deliveries: z.array(deliveryShape),
  total: z.int(),
  limit: z.int(),
  skip: z.int(),
});
const allEvents = ['video.playable', 'video.ready', 'video.failed', 'video.deleted'];

const { db, close } = openStackDatabase();
let owner: RestClient;
beforeAll(async () => {
  owner = await registerPerson();
});
afterAll(close);

const addHook = ({ url }: WebhookReceiver, events: readonly string[] = allEvents) =>
  owner.post('/webhooks', newWebhookShape, { url, events }, 201);
const ping = (id: string) => owner.post(`/webhooks/${id}/ping`, deliveryShape);
const logOf = (id: string) => owner.get(`/webhooks/${id}/deliveries`, deliveriesShape);

async function waitForDelivery(webhookId: string, deliveryId: string, status: string) {
  return waitFor(`the delivery to be ${status}`, async () => {
    const { deliveries } = await logOf(webhookId);
    const found = deliveries.find(({ id }) => id === deliveryId);
    return found?.status === status && found;
  });
}

/** Spares the test its pause. */
async function hurry(deliveryId: string): Promise<void> {
  await db.update(webhookDeliveries).set({ dueAt: new Date() }).where(eq(webhookDeliveries.id, deliveryId));
}

const typesOf = (receiver: WebhookReceiver, videoId: string) =>
  receiver.received.filter(({ event }) => event.data.videoId === videoId).map(({ event }) => event.type);

describe('a receiver', () => {
  it('is told when a video is playable, ready and deleted, with a signature that holds', async () => {
    await using receiver = await startWebhookReceiver();
    const { id, secret } = await addHook(receiver);
    const videoId = await uploadByPut(owner, await clip('240p-2s.mp4'), { title: 'Straße, 東京' });
    await waitUntilReady(owner, videoId);
    await waitFor('video.ready', () => typesOf(receiver, videoId).includes('video.ready'));
    await owner.send('DELETE', `/videos/${videoId}`);
    await waitFor('video.deleted', () => typesOf(receiver, videoId).includes('video.deleted'));
    expect(typesOf(receiver, videoId).sort()).toEqual(['video.deleted', 'video.playable', 'video.ready']);
    for (const { headers, raw, event } of receiver.received) {
      const signature = String(headers['sluice-signature']);
      expect(isFromSluice(secret, signature, raw)).toBe(true);
      expect(isFromSluice(`${secret}x`, signature, raw)).toBe(false);
      expect(isFromSluice(secret, signature, `${raw} `)).toBe(false);
      const muchLater = new Date(Date.now() + 3_600_000);
      expect(isFromSluice(secret, signature, raw, muchLater)).toBe(false);
      expect(headers['sluice-event-id']).toBe(event.id);
      expect(headers['content-type']).toBe('application/json');
    }
    const ready = receiver.received.find(({ event }) => event.type === 'video.ready');
    expect(ready?.event.data).toMatchObject({
      videoId,
      title: 'Straße, 東京',
      status: 'ready',
      playable: true,
    });
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(3);
    expect((await owner.send('DELETE', `/webhooks/${id}`)).status).toBe(200);
  });

  it('is told why a video failed', async () => {
    await using receiver = await startWebhookReceiver();
    const { id } = await addHook(receiver, ['video.failed']);
    const rubbish = path.join(tmpdir(), `${ulid()}.mp4`);
    await writeFile(rubbish, `\0\0\0\x18ftypmp42${'rubbish '.repeat(2000)}`);
    const videoId = await uploadByPut(owner, rubbish);
    expect((await waitForEnd(owner, videoId)).status).toBe('failed');
    await waitFor('video.failed', () => receiver.received.length > 0);
    expect(receiver.received.map(({ event }) => event)).toMatchObject([
      { type: 'video.failed', data: { videoId, status: 'failed', error: { code: expect.any(String) } } },
    ]);
    await owner.send('DELETE', `/webhooks/${id}`);
  });

  it('that answers 500 twice is asked a third time, with the same event and bytes; then again when its owner wants', async () => {
    await using receiver = await startWebhookReceiver();
    const { id } = await addHook(receiver);
    receiver.answerNext(500, 500);
    const { id: deliveryId, eventId } = await ping(id);
    for (const tries of [1, 2]) {
      await waitFor(
        `try ${tries} to be noted`,
        async () => (await logOf(id)).deliveries[0]?.attempts === tries,
      );
      await hurry(deliveryId);
    }
    const delivered = await waitForDelivery(id, deliveryId, 'delivered');
    expect(delivered).toMatchObject({ attempts: 3, responseCode: 200, error: null, nextTryAt: null });
    expect(delivered.log.map(({ responseCode }) => responseCode)).toEqual([500, 500, 200]);
    await owner.send('POST', `/webhooks/${id}/deliveries/${deliveryId}/redeliver`);
    await waitFor('the redelivery', () => receiver.received.length === 4);
    expect(receiver.received.map(({ event }) => event.id)).toEqual(Array(4).fill(eventId));
    expect(new Set(receiver.received.map(({ raw }) => raw)).size).toBe(1);
    await owner.send('DELETE', `/webhooks/${id}`);
  });
});

describe('an orchestrator killed', () => {
  it('in mid-delivery: the next one sends the same event again, and its owner sees it delivered', async () => {
    await using receiver = await startWebhookReceiver();
    const { id } = await addHook(receiver);
    receiver.answerNext('never');
    const { id: deliveryId, eventId } = await ping(id);
    await waitFor('the delivery to be under way', () => receiver.received.length === 1);
    await controlProcess('orchestrator', 'kill');
    await waitForDelivery(id, deliveryId, 'delivered');
    expect(receiver.received.map(({ event }) => event.id)).toEqual([eventId, eventId]);
    await owner.send('DELETE', `/webhooks/${id}`);
  });

  it('while events happen: none of them is lost', async () => {
    await using receiver = await startWebhookReceiver();
    const { id } = await addHook(receiver);
    await controlProcess('orchestrator', 'stop');
    const pings = await Promise.all([ping(id), ping(id), ping(id)]);
    await controlProcess('orchestrator', 'start');
    for (const one of pings) await waitForDelivery(id, one.id, 'delivered');
    const heard = receiver.received.map(({ event }) => event.id).sort();
    expect(heard).toEqual(pings.map(({ eventId }) => eventId).sort());
    await owner.send('DELETE', `/webhooks/${id}`);
  });
});

it('a webhook into the house, of an unknown event or without any is not made', async () => {
  const attempt = async (changes: object) =>
    refusalOf(
      await owner.send('POST', '/webhooks', { url: 'https://a.test/', events: ['video.ready'], ...changes }),
    );
  // Own networks are open to this stack; metadata is to none.
  expect(await attempt({ url: 'http://169.254.169.254/latest/meta-data/' })).toBe('422 VALIDATION_FAILED');
  expect(await attempt({ url: 'http://[::ffff:169.254.169.254]/' })).toBe('422 VALIDATION_FAILED');
  expect(await attempt({ url: 'file:///etc/passwd' })).toBe('422 VALIDATION_FAILED');
  expect(await attempt({ events: ['video.exploded'] })).toBe('422 VALIDATION_FAILED');
  expect(await attempt({ events: [] })).toBe('422 VALIDATION_FAILED');
});

it('a stranger’s webhook is not there', async () => {
  await using receiver = await startWebhookReceiver();
  const { id } = await addHook(receiver);
  const stranger = await registerPerson();
  for (const [method, route] of [
    ['PATCH', `/webhooks/${id}`],
    ['DELETE', `/webhooks/${id}`],
    ['POST', `/webhooks/${id}/ping`],
    ['GET', `/webhooks/${id}/deliveries`],
    ['POST', `/webhooks/${id}/deliveries/${ulid()}/redeliver`],
  ] as const)
    expect([
      route,
      refusalOf(await stranger.send(method, route, method === 'PATCH' ? {} : undefined)),
    ]).toEqual([route, '404 NOT_FOUND']);
  expect(
    (await owner.get('/webhooks', z.object({ webhooks: z.array(webhookShape) }))).webhooks,
  ).toMatchObject([{ id, url: receiver.url, enabled: true }]);
  await owner.send('DELETE', `/webhooks/${id}`);
});
