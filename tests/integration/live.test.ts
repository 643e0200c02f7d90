/** Status as it happens: over REST and over tRPC the same, from the snapshot on. */
import { stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedStack } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase, rowOf } from '../support/database.ts';
import { type EventStream, openEventStream } from '../support/event-stream.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { statusShape } from '../support/rest-shapes.ts';
import { openStatusStream, toldBy } from '../support/status-stream.ts';
import { completeUpload, openUpload, readStatus, sendParts, uploadByPut } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const { db, close } = openStackDatabase();
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
afterAll(close);

/** As @trpc/client's httpSubscriptionLink asks. */
const openTrpcStream = (procedure: string, input: object, token = owner.token): Promise<EventStream> =>
  openEventStream(
    `${sharedStack().url}/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
    { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
  );

/** tRPC's own events (connected, ping, return) carry no status. */
const statusesIn = ({ heard }: EventStream) =>
  heard
    .filter(({ event, data }) => event === 'message' && data !== '' && data !== '{}')
    .map(({ id, data }) => ({ id, status: statusShape.parse(JSON.parse(data)) }));

it('tells snapshot, start, progress and ready, in order, the same by REST and by tRPC', async () => {
  const file = await clip('noise-480p-16s.mp4');
  const { size } = await stat(file);
  const upload = await openUpload(owner, size);
  const { videoId } = upload;
  using rest = await openStatusStream(owner, videoId);
  using trpc = await openTrpcStream('videos.onChanges', { ids: [videoId] });
  using mine = await openTrpcStream('videos.onChanges', { mine: true });
  expect(rest.response.headers.get('content-type')).toContain('text/event-stream');
  expect(rest.response.headers.get('cache-control')).toContain('no-transform');
  await waitFor('both snapshots', () => rest.heard.length > 0 && statusesIn(trpc).length > 0);

  await sendParts(owner, upload, file);
  await completeUpload(owner, upload.uploadId);
  const isReady = (stream: EventStream) =>
    statusesIn(stream).some(({ status }) => status.videoId === videoId && status.status === 'ready');
  await waitFor(
    'all streams to tell ready',
    () => {
      return toldBy(rest).at(-1)?.event === 'ready' && isReady(trpc) && isReady(mine);
    },
    { seconds: 180 },
  );

  const told = toldBy(rest);
  expect(told[0]).toMatchObject({ event: 'upload-progress', status: { status: 'uploading' } });
  const names = told.map(({ event }) => event);
  expect(names.filter((name) => name === 'processing-started')).toHaveLength(1);
  expect(names.filter((name) => name === 'ready')).toHaveLength(1);
  const ids = told.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  expect(told.map(({ status }) => status.version)).toEqual(ids);

  const percents = told.map(({ status }) => status.progress);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(percents.filter((percent) => percent > 0 && percent < 100).length).toBeGreaterThan(1);
  expect(told.some(({ status }) => /^encoding-\d+p$/.test(status.stage))).toBe(true);
  expect(told.some(({ status }) => status.completedResolutions.length === 1)).toBe(true);

  const last = await readStatus(owner, videoId);
  expect(told.at(-1)?.status).toEqual(last);
  expect(statusesIn(trpc).at(-1)).toEqual({ id: `${videoId}:${last.version}`, status: last });
});

it('begins with the snapshot again for whoever comes back, so nothing is missed', async () => {
  const videoId = await uploadByPut(owner, await clip('240p-2s.mp4'));
  const first = await openStatusStream(owner, videoId);
  await waitFor('the snapshot', () => first.heard.length > 0);
  first.close();
  await waitFor('ready', async () => (await rowOf(db, videoId)).status === 'ready');
  using again = await openStatusStream(owner, videoId, { 'last-event-id': first.heard[0]?.id ?? '' });
  await waitFor('the snapshot', () => again.heard.length > 0);
  expect(toldBy(again)[0]).toMatchObject({ event: 'ready', status: { progress: 100 } });
});

it('ends when the video is deleted, and says so', async () => {
  const { videoId } = await openUpload(owner, 1000);
  using stream = await openStatusStream(owner, videoId);
  await waitFor('the snapshot', () => stream.heard.length > 0);
  const removed = await owner.send('DELETE', `/videos/${videoId}?deleteFiles=true`);
  expect(removed).toMatchObject({ status: 200, body: { data: { deletedFiles: {} } } });
  await waitFor('the end to be told', () => toldBy(stream).at(-1)?.event === 'deleted');
});

it('answers what one may not see before any stream begins', async () => {
  const { videoId } = await openUpload(owner, 1000);
  const stranger = await registerPerson('Stranger');
  const { response } = await openStatusStream(stranger, videoId);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/json');
});

it('tells one stream of several videos, and nothing of what one may not see', async () => {
  const { videoId } = await openUpload(owner, 1000);
  const stranger = await registerPerson('Stranger');
  const { videoId: theirs } = await openUpload(stranger, 1000);
  const ids = [videoId, 'none', theirs];
  using stream = await openTrpcStream('videos.onChanges', { mine: true, ids }, stranger.token);
  await waitFor('the snapshot', () => statusesIn(stream).length > 0);
  await owner.send('DELETE', `/videos/${videoId}?deleteFiles=true`);
  await stranger.send('DELETE', `/videos/${theirs}?deleteFiles=true`);
  const isDeleted = ({ status }: { status: { status: string } }) => status.status === 'deleted';
  await waitFor('the end of their own to be told', () => statusesIn(stream).some(isDeleted));
  expect(new Set(statusesIn(stream).map(({ status }) => status.videoId))).toEqual(new Set([theirs]));
});
