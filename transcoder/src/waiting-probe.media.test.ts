import type { ChildProcess } from 'node:child_process';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../../tests/support/wait-for.ts';
import { probeSource } from './ffmpeg/probe-source.ts';
import { ffmpeg, makeFolder } from './ffmpeg/testing/clips.ts';
import type { MediaStore } from './media-store.ts';
import { openSourceProxy } from './source-proxy.ts';
import { createWaitingProbes, type WaitingProbes } from './waiting-probe.ts';

const folder = await makeFolder();
const file = `${folder.path}/clip.mp4`;
const never = () => Promise.reject(new Error('not of this test'));
let reads = 0;
const store: MediaStore = {
  readSource: async (_source, { first, last }) => {
    reads++;
    return createReadStream(file, { start: first, end: last });
  },
  readSmall: never,
  read: never,
  writeByContent: never,
  writeOnce: never,
};
let probes: WaitingProbes;

beforeAll(() =>
  ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=2', '-c:v', 'libx264', file),
);
afterEach(() => probes.close());
afterAll(() => folder[Symbol.asyncDispose]());

const source = () => ({ bucket: 's', key: 'k', etag: 'e', sizeBytes: statSync(file).size });

it('tells of a source that was named after it had been started what any other probe tells of it', async () => {
  const proxy = await openSourceProxy(store, source());
  const { sizeBytes } = source();
  const expected = await probeSource({ url: proxy.url, sizeBytes });
  await proxy.close();

  probes = createWaitingProbes(store);
  await probes.prepare();
  reads = 0;
  const taken = probes.take(source());
  if (!taken) throw new Error('none waited');
  const spawned: ChildProcess[] = [];
  const header = taken.run.adopt({ onSpawn: (child) => spawned.push(child) });
  expect(await probeSource({ url: taken.proxy.url, sizeBytes, header })).toEqual(expected);
  expect(spawned).toHaveLength(1);
  expect(reads).toBeGreaterThan(0);
  expect(probes.take(source())).toBeUndefined();
  await taken.proxy.close();
});

it('ends with the task that has taken it', async () => {
  probes = createWaitingProbes(store);
  await probes.prepare();
  const taken = probes.take({ ...source(), sizeBytes: 2 ** 40 });
  if (!taken) throw new Error('none waited');
  const ended = new AbortController();
  const header = taken.run.adopt({ signal: ended.signal });
  ended.abort(new Error('cancelled'));
  await expect(header).rejects.toThrow('cancelled');
  await waitFor('its end', () => !taken.run.isRunning());
  await taken.proxy.close();
});

it('is replaced when it has ended by itself, and is not given to anybody then', async () => {
  probes = createWaitingProbes(store);
  await probes.prepare();
  const first = probes.take(source());
  await first?.run.adopt({});
  expect(first?.run.isRunning()).toBe(false);
  await first?.proxy.close();
  await probes.prepare();
  expect(probes.take(source())?.run.isRunning()).toBe(true);
});

it('does not outlive its worker, nor the time that FFmpeg waits for an answer', async () => {
  for (const [waitSeconds, end] of [
    [60, () => probes.close()],
    [0.05, () => undefined],
  ] as const) {
    probes = createWaitingProbes(store, waitSeconds);
    await probes.prepare();
    expect(programs()).not.toEqual([]);
    await end();
    await waitFor('its end', () => programs().length === 0);
    expect(probes.take(source())).toBeUndefined();
  }
});

/** Process ids of what this test has started. */
function programs(): readonly string[] {
  const threads = readdirSync('/proc/self/task');
  return threads.flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
}
