/** The main road: upload over REST, transcode, and every frame comes out of both manifests. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renditions } from '../../src/server/db/schema/renditions.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase, rowOf } from '../support/database.ts';
import { decodeWhole } from '../support/media-check.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import type { Video } from '../support/rest-shapes.ts';
import { readStatus, uploadByParts, uploadByPut, waitUntilReady } from '../support/upload.ts';

const { db, close } = openStackDatabase();
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
afterAll(close);

describe('the 30 s clip with sound, by multipart upload', () => {
  let video: Video;

  beforeAll(async () => {
    const file = await clip('flash-beep-480p-30s.mp4');
    video = await waitUntilReady(owner, await uploadByParts(owner, file, { title: 'Thirty seconds' }));
  });

  it('is ready, with all that the surface promises of a ready video', async () => {
    expect(video).toMatchObject({
      title: 'Thirty seconds',
      status: 'ready',
      playable: true,
      visibility: 'private',
      moderation: 'approved',
      duration: 30,
      resolutions: ['480p', '360p', '240p'],
      owner: { id: owner.userId, name: owner.name },
      metadata: { codec: 'h264', width: 854, height: 480, fps: 24 },
      processingDetails: { launcher: 'process' },
    });
    expect(video.processingDetails?.cpuSeconds).toBeGreaterThan(0);
    expect(video.processingTime).toBeGreaterThan(0);
    const status = await readStatus(owner, video.id);
    expect(status).toMatchObject({ status: 'ready', stage: 'ready', progress: 100, playable: true });
    // In the order in which they are made.
    expect(status.completedResolutions).toEqual(['240p', '360p', '480p']);
    expect(status.bytesUploaded).toBe(status.totalBytes);
  });

  it.each(['hlsUrl', 'manifestUrl'] as const)(
    'decodes whole by its %s: no warning, all 720 frames of each rung, in step with the sound',
    async (manifest) => {
      const { warnings, video: rungs, audio } = await decodeWhole(video[manifest] ?? '');
      expect(warnings).toEqual([]);
      expect(rungs.map(({ height }) => height)).toEqual([480, 360, 240]);
      expect(rungs.map(({ times }) => times.length)).toEqual([720, 720, 720]);
      expect(audio).toHaveLength(1);
      for (const track of [...rungs, ...audio]) {
        const [start = Number.NaN] = track.times;
        expect(Math.abs(track.endSeconds - start - 30)).toBeLessThanOrEqual(0.2);
        expect(Math.abs(start - (audio[0]?.times[0] ?? Number.NaN))).toBeLessThanOrEqual(1 / 24);
      }
    },
  );

  it('shows each frame a 24th of a second after the one before, across all chunk joins', async () => {
    const { video: rungs } = await decodeWhole(video.hlsUrl ?? '');
    for (const { times } of rungs) {
      const [start = 0] = times;
      const expected = times.map((_, frame) => start + frame / 24);
      expect(times.every((time, frame) => Math.abs(time - (expected[frame] ?? 0)) < 0.001)).toBe(true);
    }
  });

  it('has a poster, and keeps its source', async () => {
    const poster = await fetch(video.thumbnailUrl ?? '');
    expect(poster.headers.get('content-type')).toBe('image/jpeg');
    expect((await poster.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    expect((await rowOf(db, video.id)).sourceState).toBe('present');
  });

  it('has the path, size and bitrate of each rung in MySQL', async () => {
    const rows = await db.select().from(renditions).where(eq(renditions.videoId, video.id));
    expect(rows.map(({ name }) => name).sort()).toEqual(['240p', '360p', '480p']);
    for (const row of rows) {
      expect(row.path).toBe(`${video.id}/${row.name}/playlist.m3u8`);
      expect(row.bitrateBps).toBeGreaterThan(10_000);
      expect(Math.abs((row.sizeBytes * 8) / 30 / row.bitrateBps - 1)).toBeLessThan(0.05);
    }
  });
});

it('takes a still picture with a silent sound track, whose samples are all alike', async () => {
  const video = await waitUntilReady(owner, await uploadByPut(owner, await clip('still-silent-240p-5s.mp4')));
  const { warnings, video: rungs, audio } = await decodeWhole(video.hlsUrl ?? '');
  expect(warnings).toEqual([]);
  expect(rungs.map(({ times }) => times.length)).toEqual([120]);
  expect(audio).toHaveLength(1);
});

it.each([
  { name: '720p-3s.mp4', rungs: ['1280x720', '854x480', '640x360', '426x240'], frames: 72 },
  { name: '370p-3s.mp4', rungs: ['640x360', '426x240'], frames: 72 },
  { name: 'portrait-480x854-3s.mp4', rungs: ['480x854', '360x640', '240x428'], frames: 72 },
] as const)(
  'makes of $name, by one PUT, the rungs $rungs and none above',
  async ({ name, rungs, frames }) => {
    const video = await waitUntilReady(owner, await uploadByPut(owner, await clip(name)));
    expect(video.renditions.map(({ width, height }) => `${width}x${height}`)).toEqual(rungs);
    const decoded = await decodeWhole(video.hlsUrl ?? '');
    expect(decoded.warnings).toEqual([]);
    expect(decoded.video.map(({ width, height }) => `${width}x${height}`)).toEqual(rungs);
    expect(decoded.video.map(({ times }) => times.length)).toEqual(rungs.map(() => frames));
  },
);
