/** What a store does to segments between their upload and the end is found before the video is published, and mended. */
import { and, eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { taskPriority } from '../../src/lib/domain/plan.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import { clip } from '../support/clips.ts';
import { bindingsOf, openStackDatabase, rowOf, tasksOf } from '../support/database.ts';
import { decodeWhole } from '../support/media-check.ts';
import { mediaBucket, openObjectStore } from '../support/object-store.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { uploadByPut, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const { db, close } = openStackDatabase();
const store = openObjectStore();
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
afterAll(close);

/** Its row is there beforehand, set aside, so that no worker takes it before the test lets it go. */
async function holdVerifyBack(videoId: string): Promise<() => Promise<void>> {
  const { ownerId } = await rowOf(db, videoId);
  const id = ulid();
  await db.insert(tasks).values({
    ...{ id, videoId, ownerId, kind: 'verify', status: 'cancelled' },
    ...{ priority: taskPriority.verify, errors: [], createdAt: new Date() },
  });
  return async () => {
    const held = and(eq(tasks.id, id), eq(tasks.status, 'cancelled'));
    await db.update(tasks).set({ status: 'waiting' }).where(held);
  };
}

it('a damaged segment and lost sound are made anew under other keys, and the video plays whole', async () => {
  const videoId = await uploadByPut(owner, await clip('still-silent-240p-5s.mp4'));
  const letGo = await holdVerifyBack(videoId);
  await waitFor(
    'all but verify to be done',
    async () => {
      const others = (await tasksOf(db, videoId)).filter(({ kind }) => kind !== 'verify');
      return others.length > 1 && others.every(({ status }) => status === 'done');
    },
    { seconds: 180 },
  );
  const before = await bindingsOf(db, videoId);
  const bound = (track: string, number: number) => {
    const found = before.find((row) => row.track === track && row.number === number);
    if (!found) throw new Error(`${track}/${number} is not bound`);
    return { bucket: mediaBucket(), key: found.objectKey, sizeBytes: found.sizeBytes };
  };
  const damaged = bound('240p', 1);
  await store.write(damaged, 'x'.repeat(damaged.sizeBytes), 'video/mp4', 'no-cache');
  await store.remove(bound('audio', 0));
  await letGo();

  const video = await waitUntilReady(owner, videoId);
  const after = await bindingsOf(db, videoId);
  const named = (rows: typeof after) => rows.map(({ track, number }) => `${track}/${number}`);
  expect(named(after)).toEqual(named(before));
  const remade = after.filter((row, index) => row.objectKey !== before[index]?.objectKey);
  expect(named(remade)).toEqual(['240p/1', 'audio/0']);
  for (const { track, number, epoch } of remade)
    expect(epoch).toBeGreaterThan(
      before.find((row) => row.track === track && row.number === number)?.epoch ?? 0,
    );

  const redone = (await tasksOf(db, videoId)).filter((task) => task.redone > 0);
  expect(redone.map(({ kind }) => kind).toSorted()).toEqual(['audio', 'encode']);
  for (const task of redone)
    expect(task).toMatchObject({
      status: 'done',
      redone: 1,
      errors: expect.arrayContaining([expect.objectContaining({ cause: 'verify' })]),
    });
  // One round that found it, and one that found nothing more.
  expect((await tasksOf(db, videoId)).filter(({ kind }) => kind === 'verify')).toHaveLength(2);

  const decoded = await decodeWhole(video.hlsUrl ?? '');
  expect(decoded.warnings).toEqual([]);
  expect(decoded.video.map(({ times }) => times.length)).toEqual([120]);
  expect(decoded.audio).toHaveLength(1);
});
