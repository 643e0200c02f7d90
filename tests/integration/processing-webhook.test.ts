/** A transcoder that is none of ours says how a video ended. */
import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { topics } from '../../src/lib/domain/events.ts';
import type { VideoStatus } from '../../src/lib/domain/video-status.ts';
import { outbox } from '../../src/server/db/schema/outbox.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import { videos } from '../../src/server/db/schema/videos.ts';
import { sampleVideo } from '../../src/server/videos/testing/sample-video.ts';
import { sharedStack } from '../shared-stack.ts';
import { openStackDatabase, rowOf, tasksOf } from '../support/database.ts';
import { type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { type SecondWeb, startSecondWeb } from '../support/second-web.ts';
import { readStatus, readVideo } from '../support/upload.ts';

const secret = randomBytes(24).toString('hex');
const origin = 'https://cdn.example.test';
const { db, close } = openStackDatabase();
let owner: RestClient;
let web: SecondWeb;

beforeAll(async () => {
  owner = await registerPerson();
  web = await startSecondWeb({ WEBHOOK_SECRET: secret, WEBHOOK_ALLOWED_ORIGINS: origin });
});
afterAll(async () => {
  await web?.stop();
  await close();
});

async function videoIn(status: VideoStatus): Promise<string> {
  const id = ulid();
  const video = sampleVideo({ id, ownerId: owner.userId, status, playable: false, plan: null, facts: null });
  await db.insert(videos).values({ ...video, uploadedAt: new Date(), encodedAt: null, processedAt: null });
  // Something to do that no worker takes: its lease is far away.
  await db.insert(tasks).values({
    ...{ id: ulid(), videoId: id, ownerId: owner.userId, kind: 'probe', priority: 0, errors: [] },
    ...{ status: 'leased', leaseUntil: new Date(Date.now() + 3_600_000), createdAt: new Date() },
  });
  return id;
}
const done = (videoId: string) => ({
  videoId,
  status: 'completed',
  manifestUrl: `${origin}/${videoId}/master.m3u8`,
  thumbnailUrl: `${origin}/${videoId}/poster.jpg`,
  resolutions: ['480p', '720p'],
  duration: 12.5,
  processingTime: 30,
  metadata: { codec: 'h264', width: 1280, height: 720, fps: 25, bitrate: 2_000_000, of: 'theirs' },
});
async function tell(
  body: unknown,
  { at = web.url, key = secret }: { at?: string; key?: string | null } = {},
) {
  const answer = await fetch(`${at}/api/webhook/processing-complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== null && { 'x-webhook-secret': key }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as unknown };
}
const changesOf = (videoId: string) =>
  db
    .select()
    .from(outbox)
    .where(and(eq(outbox.topic, topics.changes), eq(outbox.messageKey, videoId)));

describe('a foreign transcoder', () => {
  it.each(['queued', 'processing'] as const)(
    'ends a %s video as ready, once however often it says so',
    async (status) => {
      const videoId = await videoIn(status);
      const first = await tell(done(videoId));
      expect([first.status, first.body]).toEqual([
        200,
        { success: true, data: { videoId, status: 'ready' } },
      ]);
      const row = await rowOf(db, videoId);
      expect(row).toMatchObject({ status: 'ready', playable: true, durationMs: 12_500 });
      expect((await tasksOf(db, videoId)).map((task) => task.status)).toEqual(['cancelled']);
      expect(await changesOf(videoId)).toHaveLength(1);
      const again = await tell({ ...done(videoId), manifestUrl: `${origin}/other.m3u8` });
      expect(again.body).toEqual(first.body);
      expect(await rowOf(db, videoId)).toEqual(row);
      expect(await changesOf(videoId)).toHaveLength(1);
    },
  );

  it('has its files shown to who may see the video, from where they lie', async () => {
    const videoId = await videoIn('queued');
    await tell(done(videoId));
    expect(await readVideo(owner, videoId)).toMatchObject({
      status: 'ready',
      hlsUrl: `${origin}/${videoId}/master.m3u8`,
      thumbnailUrl: `${origin}/${videoId}/poster.jpg`,
      resolutions: ['480p', '720p'],
      duration: 12.5,
      metadata: { codec: 'h264', width: 1280, height: 720, fps: 25, bitrate: 2_000_000 },
    });
    expect(await readStatus(owner, videoId)).toMatchObject({
      status: 'ready',
      playable: true,
      progress: 100,
    });
    const mpd = await videoIn('queued');
    await tell({ ...done(mpd), manifestUrl: `${origin}/${mpd}/manifest.mpd` });
    expect(await readVideo(owner, mpd)).toMatchObject({
      manifestUrl: `${origin}/${mpd}/manifest.mpd`,
      hlsUrl: null,
    });
  });

  it('ends a video as failed, and can not take that back', async () => {
    const videoId = await videoIn('processing');
    const said = { videoId, status: 'failed' };
    expect((await tell(said)).body).toMatchObject({ data: { status: 'failed' } });
    expect((await tell(said)).status).toBe(200);
    expect(await rowOf(db, videoId)).toMatchObject({ status: 'failed', errorCode: 'TRANSCODE_FAILED' });
    expect(refusalOf(await tell(done(videoId)))).toBe('409 VIDEO_ALREADY_PROCESSING');
    expect(await changesOf(videoId)).toHaveLength(1);
  });

  it.each([
    ['uploading', '409 UPLOAD_INCOMPLETE'],
    ['cancelled', '409 VIDEO_ALREADY_PROCESSING'],
    ['deleted', '404 VIDEO_NOT_FOUND'],
  ] as const)('can not end a video that is %s', async (status, refusal) => {
    const videoId = await videoIn(status);
    expect(refusalOf(await tell(done(videoId)))).toBe(refusal);
    expect(await rowOf(db, videoId)).toMatchObject({ status, foreignResult: null });
  });

  it('is known by its secret alone', async () => {
    const videoId = await videoIn('queued');
    expect(refusalOf(await tell(done(videoId), { key: null }))).toBe('401 UNAUTHORIZED');
    expect(refusalOf(await tell(done(videoId), { key: `${secret}x` }))).toBe('401 UNAUTHORIZED');
    // Where no secret is set there is no such call.
    expect(refusalOf(await tell(done(videoId), { at: sharedStack().url }))).toBe('404 NOT_FOUND');
    expect(await rowOf(db, videoId)).toMatchObject({ status: 'queued' });
  });

  it.each([
    ['files elsewhere', { manifestUrl: 'https://evil.example/master.m3u8' }],
    ['an origin that only begins alike', { manifestUrl: `${origin}.evil.example/master.m3u8` }],
    ['a picture elsewhere', { thumbnailUrl: 'https://evil.example/poster.jpg' }],
    ['a script for an address', { manifestUrl: 'javascript:alert(1)' }],
    ['no manifest', { manifestUrl: undefined }],
    ['a status of its own', { status: 'done' }],
    ['a rung of its own', { resolutions: ['<b>'] }],
  ])('is refused with %s', async (_, changes) => {
    const videoId = await videoIn('queued');
    expect(refusalOf(await tell({ ...done(videoId), ...changes }))).toBe('422 VALIDATION_FAILED');
    expect(await rowOf(db, videoId)).toMatchObject({ status: 'queued' });
  });

  it('is refused with what is no JSON', async () => {
    expect(refusalOf(await tell('{'))).toBe('422 VALIDATION_FAILED');
  });
});
