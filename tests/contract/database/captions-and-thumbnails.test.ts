/** Captions and the owner's choice of a thumbnail: what is kept, who may, and what is published of it. */
import { and, eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { createS3MediaSigner } from '../../../src/server/adapters/s3-media-signer.ts';
import { createCaptionService } from '../../../src/server/captions/service.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { createGate } from '../../../src/server/delivery/gate.ts';
import { createMediaAccess } from '../../../src/server/delivery/media-access.ts';
import type { ObjectAddress, ObjectStore } from '../../../src/server/ports/object-store.ts';
import { createStillService } from '../../../src/server/stills/service.ts';
import { applyFact } from '../../../src/server/transcodes/apply-fact.ts';
import { createFinalizer } from '../../../src/server/transcodes/finalizer.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { rowOf } from '../../support/database.ts';
import {
  createTestClock,
  failedFact,
  insertTask,
  insertVideo,
  leased,
  planned,
  stillsResult,
  succeededFact,
  taskOf,
  workerId,
} from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const secret = 'a secret of thirty-two characters';
const written = new Map<string, string>();
/** What these services use of a store, in memory. */
const store = {
  write: async ({ key }: ObjectAddress, body: string) => void written.set(key, body),
  remove: async ({ key }: ObjectAddress) => void written.delete(key),
  stat: async ({ key }: ObjectAddress) =>
    key.includes('/picture-') ? { sizeBytes: 1, etag: 'e', contentType: undefined } : undefined,
  signPut: async ({ key }: ObjectAddress) => `https://s3/${key}`,
  signGet: async ({ key }: ObjectAddress) => `https://s3/${key}`,
} as unknown as ObjectStore;

const own = keepPrivateDatabase();

const stranger: Viewer = { userId: ulid(), sessionId: ulid(), email: 'e', name: 'n', role: 'user' };
const srt = (text: string) => `1\n00:00:01,000 --> 00:00:02,000\n${text}\n`;

function services() {
  const { db } = own;
  const media = createMediaAccess({ secret, publicUrl: '', clock });
  return {
    captions: createCaptionService({ db, clock, store, media, mediaBucket: 'm' }),
    stills: createStillService({ db, clock, store, media, sourceBucket: 's' }),
    gate: createGate({ db, clock, signer: createS3MediaSigner(store, 'm'), secret }),
    finalizer: createFinalizer({ db, clock, store, mediaBucket: 'm' }),
    leases: createLeaseService({ db, clock, buckets: { source: 's', media: 'm' }, leaseSeconds: 30 }),
  };
}

/** A ready video with all its segments. */
async function insertReady(): Promise<{ videoId: string; owner: Viewer }> {
  const owner = { ...stranger, userId: ulid() };
  const videoId = await insertVideo(own.db, clock, {
    ownerId: owner.userId,
    status: 'ready',
    playable: true,
    durationMs: 12_000,
    audioSegmentCount: 3,
    hlsKey: 'old',
    stillKeys: ['K/still-0-1.jpg', 'K/still-1-1.jpg'],
    thumbnailKey: 'K/still-0-1.jpg',
  });
  for (const track of ['audio', ...planned.rungs.map(({ name }) => name)]) {
    for (const number of [-1, 0, 1, 2]) {
      await own.db.insert(bindings).values({
        videoId,
        track,
        number,
        objectKey: `${videoId}/${track}/${number}`,
        epoch: 1,
        sizeBytes: 1_000,
        sha256: 'a'.repeat(64),
        durationTicks: number < 0 ? 0 : 4 * planned.grid.timescale,
        codecs: number < 0 ? 'avc1' : null,
        timescale: number < 0 ? planned.grid.timescale : null,
        boundAt: clock.now(),
      });
    }
  }
  return { videoId, owner };
}

it('captions come into both manifests of the gate, and into stored ones of a new name', async () => {
  const { captions, gate, finalizer } = services();
  const { videoId, owner } = await insertReady();
  await captions.put(owner, videoId, { language: 'pt-br', text: srt('<b>Olá</b> & <font>você</font>') });
  const [english, portuguese] = await captions.put(owner, videoId, {
    language: 'en',
    label: 'For "all"',
    text: srt('Hello'),
  });
  expect([english, portuguese]).toMatchObject([
    { language: 'en', label: 'For ’all’', cueCount: 1 },
    { language: 'pt-BR', label: 'português (Brasil)' },
  ]);
  const url = new URL(english?.url ?? '', 'http://x');
  const grant = url.searchParams.get('g');
  const [, , , ...file] = url.pathname.split('/');
  expect(await gate.serve(videoId, file.join('/'), grant)).toMatchObject({
    kind: 'redirect',
    url: expect.stringMatching(new RegExp(`^https://s3/${videoId}/captions/\\w+\\.vtt$`)),
  });
  const read = async (name: string) => {
    const answer = await gate.serve(videoId, name, grant);
    return answer.kind === 'text' ? answer.body : '';
  };
  expect(await read('master.m3u8')).toContain('LANGUAGE="pt-BR"');
  expect(await read('manifest.mpd')).toContain('lang="en"');
  expect(await read(file.join('/').replace('.vtt', '.m3u8'))).toContain('#EXTINF:12.000000,');

  expect(await finalizer.run()).toBe(1);
  const { hlsKey, dashKey } = await rowOf(own.db, videoId);
  expect(hlsKey).toMatch(/\/master-\w{26}\.m3u8$/);
  expect(written.get(hlsKey ?? '')).toContain('URI="captions/');
  expect(written.get(dashKey ?? '')).toContain('<BaseURL>captions/');
  const files = [...written].filter(
    ([key]) => key.startsWith(`${videoId}/captions/`) && key.endsWith('.vtt'),
  );
  expect(files.map(([, text]) => text).join()).toContain('<b>Olá</b> &amp; você');
  expect(await finalizer.run()).toBe(0);
});

it('captions are replaced and taken away with their files, and their manifests follow', async () => {
  const { captions, finalizer } = services();
  const { videoId, owner } = await insertReady();
  const files = () => [...written.keys()].filter((key) => key.startsWith(`${videoId}/captions/`));
  await captions.put(owner, videoId, { language: 'en', text: srt('one') });
  await captions.put(owner, videoId, { language: 'EN', text: srt('two') });
  expect(files()).toHaveLength(1);
  expect(await captions.remove(owner, videoId, 'en')).toEqual([]);
  expect(files()).toEqual([]);
  await expect(captions.remove(owner, videoId, 'en')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await finalizer.run();
  expect(written.get((await rowOf(own.db, videoId)).hlsKey ?? '')).not.toContain('SUBTITLES');
});

it('captions that are broken, of no language, or from a stranger are refused and leave nothing', async () => {
  const { captions } = services();
  const { videoId, owner } = await insertReady();
  const put = (viewer: Viewer, language: string, text: string) =>
    captions.put(viewer, videoId, { language, text });
  await expect(put(owner, 'en', 'not captions')).rejects.toMatchObject({ details: { line: 1 } });
  await expect(put(owner, 'en_US!', srt('a'))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await expect(put(stranger, 'en', srt('a'))).rejects.toMatchObject({ code: 'VIDEO_NOT_FOUND' });
  expect(await captions.list(owner, videoId)).toEqual([]);
});

it('a candidate is chosen at once and outlives another run of the stills', async () => {
  const { stills } = services();
  const { videoId, owner } = await insertReady();
  const { candidates } = await stills.choose(owner, videoId, { candidate: 1 });
  expect(candidates.map(({ isChosen }) => isChosen)).toEqual([false, true]);
  const task = await insertTask(own.db, clock, videoId, { ...leased(clock), kind: 'stills', rungs: '' });
  await own.db.transaction((tx) => applyFact(tx, clock, succeededFact(task, stillsResult(videoId))));
  expect((await rowOf(own.db, videoId)).thumbnailKey).toBe('K/still-1-1.jpg');
  await expect(stills.choose(owner, videoId, { candidate: 7 })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  await expect(stills.choose(stranger, videoId, { candidate: 0 })).rejects.toMatchObject({
    code: 'VIDEO_NOT_FOUND',
  });
});

it('a frame is asked of a worker, from the largest rung; a later wish voids the attempt under way', async () => {
  const { stills, leases } = services();
  const { videoId, owner } = await insertReady();
  await own.db.delete(tasks);
  expect(await stills.choose(owner, videoId, { time: 5 })).toMatchObject({ isPending: true, error: null });
  const { task } = await leases.lease({ workerId });
  const track = planned.rungs[0]?.name;
  expect(task).toMatchObject({
    kind: 'thumbnail',
    picture: {
      from: 'frame',
      segmentKey: `${videoId}/${track}/1`,
      initKey: `${videoId}/${track}/-1`,
      frame: 25,
    },
  });
  const first = await taskOf(own.db, task?.taskId ?? '');
  const { upload } = await stills.createUpload(owner, videoId, { fileSize: 9, contentType: 'image/png' });
  await stills.choose(owner, videoId, { upload });
  const done = (key: string) => ({ kind: 'thumbnail', thumbnailKey: key }) as const;
  await own.db.transaction((tx) => applyFact(tx, clock, succeededFact(first, done('stale'))));
  const second = (await leases.lease({ workerId })).task;
  expect(second).toMatchObject({
    picture: { from: 'upload', bucket: 's', key: `${videoId}/picture-${upload}` },
  });
  const row = await taskOf(own.db, second?.taskId ?? '');
  await own.db.transaction((tx) => applyFact(tx, clock, succeededFact(row, done('mine'))));
  expect(await rowOf(own.db, videoId)).toMatchObject({ thumbnailKey: 'mine', status: 'ready' });
  expect(await stills.describe(owner, videoId)).toMatchObject({ isPending: false, error: null });
});

it('a wish that no worker could fulfil is refused, and no worker meets it', async () => {
  const { stills, leases } = services();
  const { videoId, owner } = await insertReady();
  await own.db.delete(tasks);
  await own.db.delete(bindings).where(and(eq(bindings.videoId, videoId), eq(bindings.number, 2)));
  await expect(stills.choose(owner, videoId, { time: 11 })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  await own.db.update(videos).set({ plan: null, facts: null }).where(eq(videos.id, videoId));
  for (const wish of [{ time: 1 }, { upload: ulid() }])
    await expect(stills.choose(owner, videoId, wish)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  expect(await leases.lease({ workerId })).toMatchObject({ task: null });
});

it('a picture that can not be read is told as such and harms nothing', async () => {
  const { stills, leases } = services();
  const { videoId, owner } = await insertReady();
  await own.db.delete(tasks);
  const { upload } = await stills.createUpload(owner, videoId, { fileSize: 9, contentType: 'image/png' });
  await stills.choose(owner, videoId, { upload });
  const { task } = await leases.lease({ workerId });
  const row = await taskOf(own.db, task?.taskId ?? '');
  await own.db.transaction((tx) =>
    applyFact(tx, clock, failedFact(row, { code: 'CORRUPT_MEDIA', cause: 'media' })),
  );
  expect(await stills.describe(owner, videoId)).toMatchObject({
    isPending: false,
    error: { code: 'CORRUPT_MEDIA', message: expect.stringContaining('JPEG') },
  });
  const [video] = await own.db.select().from(videos).where(eq(videos.id, videoId));
  expect(video).toMatchObject({ status: 'ready', thumbnailKey: 'K/still-0-1.jpg', errorCode: null });
});
