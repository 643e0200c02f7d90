/** A takedown cuts playback: every kind of file is refused to everybody but moderators, whatever address they hold. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { users } from '../../src/server/db/schema/users.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase } from '../support/database.ts';
import { askGate, findMediaAddresses, type MediaRoots } from '../support/media-addresses.ts';
import { callRest, dataOf, type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { videoShape } from '../support/rest-shapes.ts';
import { mutate, query } from '../support/trpc-call.ts';
import { uploadByPut, waitUntilReady } from '../support/upload.ts';

const { db, close } = openStackDatabase();
afterAll(close);

const kinds = [
  /^master\.m3u8$/,
  /^thumbnail\.jpg$/,
  /^storyboard\.vtt$/,
  /^storyboard-0\.jpg$/,
  /^\d+p\/playlist\.m3u8$/,
  /^\d+p\/init\.mp4$/,
  /^\d+p\/0\.m4s$/,
  /^audio\/playlist\.m3u8$/,
  /^audio\/0\.m4s$/,
  /^captions\/\w+\.m3u8$/,
  /^captions\/\w+\.vtt$/,
];
const missingKinds = (addresses: object) =>
  kinds.filter((kind) => !Object.keys(addresses).some((name) => kind.test(name)));
const SERVED = [200, 302];
const REFUSED = [403, 404, 410];

let owner: RestClient;
let moderator: RestClient;
let videoId: string;

const bearer = ({ token }: RestClient) => ({ authorization: `Bearer ${token}` });
const videoFor = async (who?: RestClient) =>
  dataOf(await callRest('GET', `/videos/${videoId}`, who ? { headers: bearer(who) } : {}), videoShape);

const reviewedShape = z.object({
  video: z.object({
    previewUrl: z.string().nullable(),
    thumbnailUrl: z.string().nullable(),
    storyboardUrl: z.string().nullable(),
  }),
});
async function moderatorsAddresses(): Promise<MediaRoots> {
  const { data } = await query('moderation.review', { id: videoId }, bearer(moderator));
  const { previewUrl, ...pictures } = reviewedShape.parse(data).video;
  return { hlsUrl: previewUrl, manifestUrl: null, ...pictures };
}
async function decide(decision: 'hide' | 'reject' | 'restore') {
  const input = { videoIds: [videoId], decision, reason: decision === 'restore' ? null : 'spam' };
  const answer = await mutate('moderation.decide', input, bearer(moderator));
  expect(answer.data).toMatchObject([{ outcome: 'done' }]);
}
type Answers = Readonly<Record<string, number>>;
const namesWith = (answers: Answers, isWanted: (status: number) => boolean) =>
  Object.keys(answers).filter((name) => isWanted(answers[name] ?? 0));
/** What was not refused, whatever came of it. */
const notRefused = (answers: Answers) => namesWith(answers, (status) => !REFUSED.includes(status));
const notServed = (answers: Answers) => namesWith(answers, (status) => !SERVED.includes(status));

beforeAll(async () => {
  [owner, moderator] = await Promise.all([registerPerson('Owner'), registerPerson('Moderator')]);
  await db.update(users).set({ role: 'moderator' }).where(eq(users.id, moderator.userId));
  const details = { title: 'For everyone', visibility: 'public' } as const;
  videoId = await uploadByPut(owner, await clip('720p-3s.mp4'), details);
  await waitUntilReady(owner, videoId);
  const captions = { id: videoId, language: 'en', text: 'WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n' };
  expect((await mutate('captions.put', captions, bearer(owner))).code).toBe('ok');
});

it.each(['hide', 'reject'] as const)(
  'after “%s” every file is refused by the addresses of before, and no new ones are given; moderators see all of it; restored, it plays again',
  async (decision) => {
    const [strangers, owners] = [await videoFor(), await videoFor(owner)];
    const before = await findMediaAddresses(strangers);
    expect(missingKinds(before)).toEqual([]);
    expect(before).toHaveProperty(['manifest.mpd']);
    const owned = await findMediaAddresses(owners);
    expect(notServed(await askGate(before))).toEqual([]);

    await decide(decision);
    expect(notRefused(await askGate(before))).toEqual([]);
    expect(notRefused(await askGate(owned))).toEqual([]);
    expect(refusalOf(await callRest('GET', `/videos/${videoId}`))).toBe('404 VIDEO_NOT_FOUND');
    const { hlsUrl, manifestUrl, thumbnailUrl } = await videoFor(owner);
    expect([hlsUrl, manifestUrl, thumbnailUrl]).toEqual([null, null, null]);

    const reviewed = await findMediaAddresses(await moderatorsAddresses());
    expect(missingKinds(reviewed)).toEqual([]);
    expect(notServed(await askGate(reviewed))).toEqual([]);

    await decide('restore');
    expect(notServed(await askGate(before))).toEqual([]);
  },
);

it('a private video that was taken down while its owner watched is refused to the owner too', async () => {
  await owner.send('PATCH', `/videos/${videoId}`, { visibility: 'private' });
  const owned = await findMediaAddresses(await videoFor(owner));
  expect(notServed(await askGate(owned))).toEqual([]);
  await decide('hide');
  expect(notRefused(await askGate(owned))).toEqual([]);
  await decide('restore');
  expect(notServed(await askGate(owned))).toEqual([]);
});
