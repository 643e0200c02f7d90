/** The function that AWS runs, out of the very package that Terraform uploads, between real events and the real pipeline. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { and, eq } from 'drizzle-orm';
import { unzipSync } from 'fflate';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { buildBridge } from '../../infra/bridge/build-bridge.ts';
import { objectCreatedEvent, taskStoppedEvent } from '../../infra/bridge/testing/aws-events.ts';
import { topics } from '../../src/lib/domain/events.ts';
import { sourceKey } from '../../src/lib/domain/object-keys.ts';
import { processedEvents } from '../../src/server/db/schema/processed-events.ts';
import { uploadSessions } from '../../src/server/db/schema/upload-sessions.ts';
import { inboxIdOf } from '../../src/server/inbox/once.ts';
import { sharedStack } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase } from '../support/database.ts';
import { openObjectStore, sourceBucket } from '../support/object-store.ts';
import { registerPerson } from '../support/rest-client.ts';
import { uploadUrlShape } from '../support/rest-shapes.ts';
import { putBytes, readStatus, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const bridgeModule = z.object({ handler: z.custom<(event: unknown) => Promise<void>>() });
const { db, close } = openStackDatabase();
const brokers = (sharedStack().env.KAFKA_BROKERS ?? '').split(',');
const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
let folder: string;
let handler: (event: unknown) => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sluice-bridge-'));
  const packed = unzipSync(await readFile(await buildBridge(folder)));
  const file = path.join(folder, 'bridge.mjs');
  await writeFile(file, packed['bridge.mjs'] ?? new Uint8Array());
  vi.stubEnv('KAFKA_BROKERS', brokers.join());
  handler = bridgeModule.parse(await import(pathToFileURL(file).href)).handler;
  await admin.connect();
});
afterAll(async () => {
  await admin.disconnect();
  await close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const lastOf = async (topic: string) =>
  Number((await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0));
const readOf = async (topic: string) => {
  const [committed] = await admin.fetchOffsets({ groupId: `orchestrator.${topic}`, topics: [topic] });
  return (committed?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
};

it('S3’s event, and nothing else, makes a video of an object whose client never came back', async () => {
  const owner = await registerPerson();
  const bytes = new Uint8Array(await readFile(await clip('240p-2s.mp4')));
  const declared = { filename: 'clip.mp4', fileSize: bytes.length, contentType: 'video/mp4' };
  const { uploadUrl, videoId } = await owner.post('/videos/upload-url', uploadUrlShape, declared);
  // The local store tells Kafka itself: as long as another size is expected, its event is passed over.
  const session = eq(uploadSessions.videoId, videoId);
  await db
    .update(uploadSessions)
    .set({ sizeBytes: bytes.length + 1 })
    .where(session);
  const before = await lastOf(topics.s3);
  expect((await putBytes(uploadUrl, bytes, { 'content-type': 'video/mp4' })).status).toBe(200);
  await waitFor('the local event to be passed over', async () => {
    const last = await lastOf(topics.s3);
    return last > before && (await readOf(topics.s3)) >= last;
  });
  await db.update(uploadSessions).set({ sizeBytes: bytes.length }).where(session);
  expect((await readStatus(owner, videoId)).status).toBe('uploading');

  const key = sourceKey(videoId);
  const stored = await openObjectStore().stat({ bucket: sourceBucket(), key });
  await handler(
    objectCreatedEvent({
      ...{ bucket: sourceBucket(), key },
      ...{ size: bytes.length, etag: stored?.etag ?? '' },
    }),
  );
  expect((await waitUntilReady(owner, videoId)).resolutions).toEqual(['240p']);
});

it('ECS’ event reaches the orchestrator, once however often it is sent', async () => {
  const event = taskStoppedEvent('arn:aws:ecs:eu-west-1:111122223333:task/sluice/9781c248');
  const noted = () =>
    db
      .select()
      .from(processedEvents)
      .where(
        and(eq(processedEvents.eventId, inboxIdOf(event.id)), eq(processedEvents.consumer, 'orchestrator')),
      );
  expect(await noted()).toHaveLength(0);
  await Promise.all([handler(event), handler(event)]);
  await waitFor('the inbox to know it', async () => (await noted()).length === 1);
  await waitFor('both to be read', async () => (await readOf(topics.ecs)) >= (await lastOf(topics.ecs)));
  expect(await noted()).toHaveLength(1);
});

it('what is no event of theirs is thrown back, for the dead letters', async () => {
  await expect(handler({ 'detail-type': 'Object Deleted' })).rejects.toThrow();
});
