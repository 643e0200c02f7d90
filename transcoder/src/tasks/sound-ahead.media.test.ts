import pino from 'pino';
import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import { gridSeconds, planGrid } from '../../../src/lib/domain/grid.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import type { AudioJob } from '../ffmpeg/audio-args.ts';
import { probeSource } from '../ffmpeg/probe-source.ts';
import { ffmpeg, makeFolder } from '../ffmpeg/testing/clips.ts';
import { serveFile } from '../ffmpeg/testing/serve-file.ts';
import { noHeadStart } from '../head-start.ts';
import { createSoundAhead } from './sound-ahead.ts';
import { demuxerOf, type TaskContext } from './task-context.ts';

const TIMEOUT_MS = 60_000;
const SECONDS = 120;
const SEGMENT_SECONDS = 2;

const unused = () => Promise.reject(new Error('nobody should ask for this'));

/** A minute or two of sound whose one encode has come nowhere yet. `events` tells what happens, in order. */
async function openSound(folder: string, url: string) {
  const facts = await probeSource({ url, sizeBytes: 1 });
  const grid = planGrid(facts.video.frameRate, facts.durationSeconds, SEGMENT_SECONDS);
  const plan = { grid, rungs: [], audio: null, content: null };
  const task: LeasedTaskOf<'audio'> = {
    ...{ kind: 'audio', taskId: ulid(), videoId: ulid(), epoch: 1, mediaBucket: 'media', isUrgent: true },
    source: { bucket: 'source', key: 'source', etag: 'etag', sizeBytes: 1 },
    ...{ plan, facts, bound: [] },
  };
  const events: (string | number)[] = [];
  let onBound: (number: number) => void = () => undefined;
  const context: TaskContext = {
    ...{ inputUrl: url, directory: folder, threads: 1, headStart: noHeadStart },
    log: pino({ level: 'silent' }),
    tools: { signal: new AbortController().signal },
    store: {
      ...{ readSource: unused, readSmall: unused, read: unused, writeByContent: unused },
      writeOnce: async () => undefined,
    },
    settle: () => void events.push('settled'),
    tellProgress: () => undefined,
    async tellBound({ track, number }) {
      expect(track).toBe('audio-ahead');
      events.push(number);
      onBound(number);
    },
  };
  const job: Omit<AudioJob, 'stretch'> = {
    ...{ inputUrl: url, demuxer: demuxerOf(facts), streamIndex: facts.audio?.streamIndex ?? -1 },
    ...{ videoStartSeconds: facts.video.startSeconds, durationSeconds: gridSeconds(grid) },
    ...{ segmentSeconds: SEGMENT_SECONDS, bitrateBps: 96_000, loudness: null, outputDirectory: folder },
  };
  const holdEncoder = (isHeld: boolean) => void events.push(isHeld ? 'held' : 'goes on');
  const ahead = createSoundAhead(task, context, job, holdEncoder);
  return { ahead, events, whenBound: (tell: typeof onBound) => (onBound = tell) };
}

async function makeSource(folder: string): Promise<string> {
  const source = `${folder}/s.mp4`;
  const inputs = [`color=gray:s=64x36:r=24:d=${SECONDS}`, `sine=330:sample_rate=48000:d=${SECONDS}`];
  await ffmpeg(...inputs.flatMap((input) => ['-f', 'lavfi', '-i', input]), source);
  return source;
}

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

it('sound is made from the wanted place on while the one encode of it all rests; then nothing of it is urgent', {
  timeout: TIMEOUT_MS,
}, async () => {
  await using folder = await makeFolder();
  await using server = await serveFile(await makeSource(folder.path));
  const { ahead, events, whenBound } = await openSound(folder.path, server.url);
  const done = Promise.withResolvers<void>();
  whenBound((number) => number === 47 && done.resolve());
  ahead.want(40);
  // The player goes on: that is in the making.
  ahead.want(42);
  await done.promise;
  await ahead.end();
  expect(events).toEqual(['held', ...from(40, 8), 'goes on', 'settled']);
});

it('who jumps on is served next, once the place before is there', { timeout: TIMEOUT_MS }, async () => {
  await using folder = await makeFolder();
  await using server = await serveFile(await makeSource(folder.path));
  const { ahead, events, whenBound } = await openSound(folder.path, server.url);
  const done = Promise.withResolvers<void>();
  whenBound((number) => {
    if (number === 24) ahead.want(48);
    if (number === 55) done.resolve();
  });
  ahead.want(24);
  await done.promise;
  await ahead.end();
  const second = events.lastIndexOf('held');
  expect(events.slice(0, 2)).toEqual(['held', 24]);
  expect(events.slice(second - 1)).toEqual(['goes on', 'held', ...from(48, 8), 'goes on', 'settled']);
});

it('who waits for what comes soon is served by the one encode, which is urgent until then', {
  timeout: TIMEOUT_MS,
}, async () => {
  await using folder = await makeFolder();
  await using server = await serveFile(await makeSource(folder.path));
  const { ahead, events } = await openSound(folder.path, server.url);
  ahead.tellMade(8);
  ahead.want(10);
  ahead.tellMade(10);
  expect(events).toEqual([]);
  ahead.tellMade(11);
  ahead.tellMade(20);
  expect(events).toEqual(['settled']);
  await ahead.end();
});
