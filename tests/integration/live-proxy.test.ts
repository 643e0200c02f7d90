/** Live events through nginx that compresses everything, and over a restart of web: each comes at once, none is missed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBinary } from '../../infra/local/install/binaries.ts';
import { recordVideoChange } from '../../src/server/outbox/record-change.ts';
import { systemClock } from '../../src/server/ports/clock.ts';
import { controlProcess, sharedStack } from '../shared-stack.ts';
import { openStackDatabase, rowOf } from '../support/database.ts';
import { type Follower, followEvents } from '../support/follow-events.ts';
import { type Nginx, startNginx } from '../support/nginx.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { openUpload } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const VIDEOS = 10;
const { db, close } = openStackDatabase();
const hasNginx = findBinary('nginx') !== undefined;
let nginx: Nginx | undefined;
let owner: RestClient;
let videoIds: string[] = [];

beforeAll(async () => {
  if (hasNginx) nginx = await startNginx(sharedStack().url);
  owner = await registerPerson();
  videoIds = [];
  while (videoIds.length < VIDEOS) videoIds.push((await openUpload(owner, 1000)).videoId);
});
afterAll(async () => {
  await nginx?.stop();
  await close();
});

const change = (videoId: string) => db.transaction((tx) => recordVideoChange(tx, systemClock, videoId));

const headers = () => ({ authorization: `Bearer ${owner.token}`, 'accept-encoding': 'gzip' });
const followOne = (site: string, videoId: string): Follower =>
  followEvents(`${site}/api/v1/videos/${videoId}/events`, headers());
const followMine = (site: string): Follower =>
  followEvents(
    `${site}/api/trpc/videos.onChanges?input=${encodeURIComponent('{"mine":true}')}`,
    headers(),
    'input',
  );

/** The newest version of each video that a reader was told. */
function versionsOf(follower: Follower): ReadonlyMap<string, number> {
  const versions = new Map<string, number>();
  for (const { data } of follower.heard()) {
    const { videoId, version } = JSON.parse(data === '' ? '{}' : data);
    if (videoId) versions.set(videoId, Math.max(version, versions.get(videoId) ?? 0));
  }
  return versions;
}

async function expectUpToDate(readers: readonly Follower[], ids: readonly string[]): Promise<void> {
  for (const videoId of ids) {
    const { version } = await rowOf(db, videoId);
    await waitFor(`version ${version} of ${videoId} to be told to all`, () =>
      readers.every((reader) => (versionsOf(reader).get(videoId) ?? 0) >= version),
    );
  }
}

it.skipIf(!hasNginx)('each comes at once through nginx with gzip, though the stream goes on', async () => {
  const [videoId = ''] = videoIds;
  const site = nginx?.url ?? '';
  const answer = await fetch(`${site}/api/v1/videos/${videoId}/events`, { headers: headers() });
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  await answer.body?.cancel();

  const readers = [followOne(site, videoId), followMine(site)];
  await expectUpToDate(readers, [videoId]);
  for (let times = 0; times < 20; times++) {
    await change(videoId);
    await expectUpToDate(readers, [videoId]);
  }
  expect(readers.map((reader) => reader.begun())).toEqual([1, 1]);
  for (const reader of readers) reader.stop();
});

it('none is missed over a restart of web, whatever happens meanwhile', async () => {
  const sites = [sharedStack().url, ...(nginx ? [nginx.url] : [])];
  const all = sites.map((site) => followMine(site));
  const single = sites.flatMap((site) =>
    videoIds.map((videoId) => ({ videoId, reader: followOne(site, videoId) })),
  );
  const everyOneIsUpToDate = async () => {
    await expectUpToDate(all, videoIds);
    for (const { videoId, reader } of single) await expectUpToDate([reader], [videoId]);
  };
  await everyOneIsUpToDate();

  await controlProcess('web', 'stop');
  for (const videoId of videoIds) await change(videoId);
  await controlProcess('web', 'start');
  await everyOneIsUpToDate();
  expect([...all, ...single.map(({ reader }) => reader)].every((reader) => reader.begun() > 1)).toBe(true);

  // Whoever came back hears what happens now, too: the new process reads the topic.
  for (const videoId of videoIds) await change(videoId);
  await everyOneIsUpToDate();
  for (const reader of [...all, ...single.map((one) => one.reader)]) reader.stop();
});
