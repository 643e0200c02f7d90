/** Media is never readable without a grant, and another person's private video does not exist. */
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, it } from 'vitest';
import { sharedStack } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { mediaBucket, s3ClientSettings } from '../support/object-store.ts';
import { callRest, dataOf, type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { type Video, videoListShape, videoShape } from '../support/rest-shapes.ts';
import { uploadByPut, waitUntilReady } from '../support/upload.ts';

let owner: RestClient;
let stranger: RestClient;
let video: Video;

beforeAll(async () => {
  [owner, stranger] = await Promise.all([registerPerson('Owner'), registerPerson('Stranger')]);
  const file = await clip('240p-2s.mp4');
  video = await waitUntilReady(owner, await uploadByPut(owner, file, { title: 'Only mine' }));
});

/** Reads the body to its end: one left unread trips undici when its connection closes. */
async function read(url: string, redirect: 'follow' | 'manual') {
  const response = await fetch(url, { redirect });
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}
const readPlainly = (url: string) => read(url, 'manual');
const withoutGrant = (url: string | null): string => (url ?? '').replace(/\?.*$/, '');

it('hides a private video from strangers in every call', async () => {
  for (const route of ['', '/status', '/events']) {
    const url = `/videos/${video.id}${route}`;
    expect(refusalOf(await stranger.send('GET', url))).toBe('404 VIDEO_NOT_FOUND');
    expect(refusalOf(await callRest('GET', url))).toBe('404 VIDEO_NOT_FOUND');
  }
  for (const action of ['retry', 'cancel']) {
    const answer = await stranger.send('POST', `/videos/${video.id}/${action}`);
    expect(refusalOf(answer)).toBe('404 VIDEO_NOT_FOUND');
  }
  expect(refusalOf(await stranger.send('DELETE', `/videos/${video.id}`))).toBe('404 VIDEO_NOT_FOUND');
  expect(refusalOf(await stranger.send('PATCH', `/videos/${video.id}`, { title: 'Mine now' }))).toBe(
    '404 VIDEO_NOT_FOUND',
  );
  const { videos } = dataOf(await stranger.send('GET', '/videos?limit=100'), videoListShape);
  expect(videos.map(({ id }) => id)).not.toContain(video.id);
});

it('serves every URI of the playlists to whoever holds the grant, and to nobody else', async () => {
  const master = (await readPlainly(video.hlsUrl ?? '')).text;
  const inside = [...master.matchAll(/^[^#\n].*$/gm)].map(([uri]) => new URL(uri, sharedStack().url).href);
  const playlist = (await readPlainly(inside[0] ?? '')).text;
  const segment = new URL(/^[^#\n].*$/m.exec(playlist)?.[0] ?? '', sharedStack().url).href;
  for (const url of [video.hlsUrl, video.manifestUrl, video.thumbnailUrl, ...inside, segment]) {
    expect((await read(url ?? '', 'follow')).status).toBe(200);
    const refused = await readPlainly(withoutGrant(url));
    expect([401, 403, 404]).toContain(refused.status);
    expect(refused.headers.get('location')).toBeNull();
    const forged = await readPlainly(`${withoutGrant(url)}?g=izzzzzz.AAAAAAAAAAAAAAAAAAAAAAAA`);
    expect([401, 403, 404]).toContain(forged.status);
  }
});

it('takes no grant of another video', async () => {
  const other = await waitUntilReady(stranger, await uploadByPut(stranger, await clip('240p-2s.mp4')));
  const foreign = new URL(other.hlsUrl ?? '').search;
  expect((await readPlainly(withoutGrant(video.hlsUrl) + foreign)).status).toBe(403);
});

it('never opens the bucket itself to strangers', async () => {
  const client = new S3Client(s3ClientSettings());
  const listed = await client.send(
    new ListObjectsV2Command({ Bucket: mediaBucket(), Prefix: `${video.id}/` }),
  );
  const keys = (listed.Contents ?? []).map(({ Key }) => Key ?? '');
  expect(keys).toContain(`${video.id}/master.m3u8`);
  const { endpoint } = s3ClientSettings();
  for (const key of ['', ...keys]) {
    expect((await readPlainly(`${endpoint}/${mediaBucket()}/${key}`)).status).toBe(403);
  }
});

it('lists a public video to everyone, and hides it again at once when it turns private', async () => {
  await owner.send('PATCH', `/videos/${video.id}`, { visibility: 'public' });
  const open = dataOf(await callRest('GET', `/videos/${video.id}`), videoShape);
  expect(open.s3Keys).toBeUndefined();
  const { videos } = dataOf(await callRest('GET', '/videos?limit=100'), videoListShape);
  expect(videos.map(({ id }) => id)).toContain(video.id);
  expect((await read(open.hlsUrl ?? '', 'follow')).status).toBe(200);

  await owner.send('PATCH', `/videos/${video.id}`, { visibility: 'private' });
  expect((await readPlainly(open.hlsUrl ?? '')).status).toBe(404);
  expect(refusalOf(await callRest('GET', `/videos/${video.id}`))).toBe('404 VIDEO_NOT_FOUND');
});
