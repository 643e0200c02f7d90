import { mkdir, writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { defaultPlanSettings, type Plan, plan, revisePlan } from '../../../src/lib/domain/plan.ts';
import type { SourceFacts } from '../../../src/lib/domain/source-facts.ts';
import { leasedTask } from '../../../src/lib/domain/worker-protocol.ts';
import { probeSource } from '../ffmpeg/probe-source.ts';
import { ffmpeg, makeFolder, makeNumberedClip, readFrameNumbers } from '../ffmpeg/testing/clips.ts';
import { serveFile } from '../ffmpeg/testing/serve-file.ts';
import { noHeadStart } from '../head-start.ts';
import { presentationTicks, readSegment } from '../mp4/read-segment.ts';
import { runTask } from './run-task.ts';
import type { TaskContext } from './task-context.ts';

const id = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const TIMEOUT_MS = 120_000;
const FRAMES = 160;
const settings = { ...defaultPlanSettings, segmentsPerChunk: 1, copySource: true };
/** What a phone or an editor for the web makes: a keyframe each 2 s, nothing shown across it. */
const regular = ['-g', '50', '-keyint_min', '50', '-sc_threshold', '0', '-flags', '+cgop'];
const tags = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'];
const size = ['-vf', 'scale=640:360:flags=neighbor', '-preset', 'ultrafast', ...tags];
/** `ultrafast` makes none. */
const reordering = ['-bf', '3', '-b_strategy', '1'];

type Made = Map<string, Uint8Array>;

/** Runs tasks of one video as a worker does, on a store in memory. */
function createRunner(url: string, sizeBytes: number, folder: string, facts: SourceFacts) {
  const made: Made = new Map();
  const inits = new Set<string>();
  let runs = 0;
  const write: TaskContext['store']['writeOnce'] = async (_bucket, key, body) => {
    if (body instanceof Uint8Array) made.set(key, body);
  };
  const run = async (planned: Plan, rest: object) => {
    const directory = `${folder}/run-${runs++}`;
    await mkdir(directory);
    const context: TaskContext = {
      inputUrl: url,
      directory,
      store: {
        readSource: () => Promise.reject(new Error('it is read by its URL')),
        readSmall: () => Promise.reject(new Error('nothing is read back')),
        read: () => Promise.reject(new Error('nothing is read back')),
        writeByContent: write,
        writeOnce: write,
      },
      threads: 1,
      headStart: noHeadStart,
      log: pino({ level: 'silent' }),
      tools: { signal: new AbortController().signal },
      settle: () => undefined,
      tellBound: async ({ key, init }) => {
        if (init) inits.add(key);
      },
      tellProgress: () => undefined,
    };
    const head = { taskId: id, videoId: id, epoch: 1, mediaBucket: 'm', isUrgent: false };
    const source = { bucket: 's', key: 'k', etag: 'e', sizeBytes };
    return runTask(leasedTask.parse({ ...head, source, plan: planned, facts, ...rest }), context);
  };
  const makeRung = async (planned: Plan, rung: string) => {
    made.clear();
    inits.clear();
    for (const task of planned.tasks)
      if (task.kind === 'encode' && task.rungs.includes(rung)) await run(planned, { ...task, bound: {} });
    const segments = Array.from(
      { length: planned.grid.segmentCount },
      (_, number) => made.get(`${id}/${rung}/${number}-1.m4s`) ?? new Uint8Array(),
    );
    const [init = ''] = inits;
    return {
      segments,
      inits: inits.size,
      bytes: Buffer.concat([made.get(init) ?? Buffer.of(), ...segments]),
    };
  };
  return { run, makeRung };
}

async function openClip(folder: string, ...args: readonly string[]) {
  const path = `${folder}/s.mp4`;
  await makeNumberedClip(path, '25', FRAMES, ...size, ...args);
  const server = await serveFile(path);
  const facts = await probeSource({ url: server.url, sizeBytes: 1_000_000 });
  return { server, facts, runner: createRunner(server.url, 1_000_000, folder, facts) };
}

const timesOf = (segments: readonly Uint8Array[]) =>
  segments.map((bytes) => {
    const segment = readSegment(bytes);
    return { decoded: segment.decodeTicks, shown: presentationTicks(segment).toSorted((a, b) => a - b) };
  });

describe('a copied rung', () => {
  it.each([
    ['without B-frames', ['-bf', '0']],
    ['with B-frames that others refer to', reordering],
  ])(
    '%s shows the frames of the encoded one at the same times, from chunks of one init',
    {
      timeout: TIMEOUT_MS,
    },
    async (_, args) => {
      await using folder = await makeFolder();
      const { server, facts, runner } = await openClip(folder.path, ...regular, ...args);
      await using _server = server;
      expect(facts.video.keyframeInterval).toBe(50);
      const first = plan(facts, settings);
      expect(first.content).toEqual({ size: false, copy: '360p' });
      const result = await runner.run(first, { kind: 'content' });
      if (result.kind !== 'content') throw new Error(`result is of ${result.kind}`);
      const revised = revisePlan(first, result.content, settings.segmentsPerChunk);
      expect(revised.rungs[0]).toMatchObject({ name: '360p', via: 'copy' });
      const copied = await runner.makeRung(revised, '360p');
      const encoded = await runner.makeRung(plan(facts, { ...settings, copySource: false }), '360p');
      expect(copied.inits).toBe(1);
      expect(timesOf(copied.segments)).toEqual(timesOf(encoded.segments));
      await writeFile(`${folder.path}/copied.mp4`, copied.bytes);
      const shown = await readFrameNumbers(`${folder.path}/copied.mp4`);
      expect(shown.numbers).toEqual(Array.from({ length: FRAMES }, (_frame, number) => number));
      expect(shown.warnings).toBe('');
    },
  );
});

describe('a source that does not fit', () => {
  it.each([
    [
      'of keyframes at odd places',
      ['-force_key_frames', 'expr:eq(n,0)+eq(n,31)+eq(n,97)', '-g', '250', '-sc_threshold', '0'],
    ],
    [
      'of open GOPs',
      [
        ...regular,
        ...reordering,
        '-flags',
        '-cgop',
        '-x264-params',
        'open-gop=1:keyint=50:min-keyint=50:scenecut=0',
      ],
    ],
  ])(
    '%s is not copied, even when its facts promise keyframes on the grid',
    {
      timeout: TIMEOUT_MS,
    },
    async (_, args) => {
      await using folder = await makeFolder();
      const { server, facts, runner } = await openClip(folder.path, ...args);
      await using _server = server;
      const claimed = { ...facts, video: { ...facts.video, keyframeInterval: 50 } };
      const first = plan(claimed, settings);
      expect(first.content?.copy).toBe('360p');
      const result = await runner.run(first, { kind: 'content' });
      expect(result).toEqual({ kind: 'content', content: { rungs: [], copy: null } });
    },
  );
});

describe('size by content', () => {
  it.each([
    [
      'of a still slide makes the largest and the lowest alone',
      'smptebars=s=1280x720:r=10',
      ['720p', '240p'],
    ],
    [
      'of noise makes every rung',
      'testsrc2=s=1280x720:r=10,noise=alls=20:allf=t',
      ['720p', '480p', '360p', '240p'],
    ],
  ])('%s', { timeout: TIMEOUT_MS }, async (_, source, names) => {
    await using folder = await makeFolder();
    const path = `${folder.path}/s.mp4`;
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      source,
      '-t',
      '20',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      path,
    );
    await using server = await serveFile(path);
    const facts = await probeSource({ url: server.url, sizeBytes: 1_000_000 });
    const runner = createRunner(server.url, 1_000_000, folder.path, facts);
    const first = plan(facts, { ...defaultPlanSettings, sizeByContent: true });
    const result = await runner.run(first, { kind: 'content' });
    if (result.kind !== 'content') throw new Error(`result is of ${result.kind}`);
    expect(result.content.rungs.map(({ name }) => name)).toEqual(['720p', '480p', '360p', '240p']);
    expect(revisePlan(first, result.content).rungs.map(({ name }) => name)).toEqual(names);
  });
});
