import { createReadStream, statSync } from 'node:fs';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFirstTask, type Plan, plan } from '../../src/lib/domain/plan.ts';
import type { LeasedTask } from '../../src/lib/domain/worker-protocol.ts';
import { ffmpeg, makeFolder } from './ffmpeg/testing/clips.ts';
import { createHeadStart, type HeadStart, noHeadStart } from './head-start.ts';
import type { MediaStore } from './media-store.ts';
import { createPacer } from './pacer.ts';
import { openSourceProxy } from './source-proxy.ts';
import { runTask } from './tasks/run-task.ts';
import { type TaskContext, withDirectory } from './tasks/task-context.ts';

const TIMEOUT_MS = 60_000;
const settings = { log: pino({ level: 'silent' }), threads: 1, stop: new AbortController().signal };

const folder = await makeFolder();
const file = `${folder.path}/clip.mp4`;

beforeAll(async () => {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=426x240:rate=25:duration=9'];
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=9'];
  await ffmpeg(...picture, ...sound, '-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac', file);
});
afterAll(() => folder[Symbol.asyncDispose]());

/** A worker's tasks one after the other, on a store that keeps what is published. */
function createWorker(name: string, begin: (store: MediaStore, folder: string) => HeadStart) {
  const published = new Map<string, Buffer>();
  const unread = () => Promise.reject(new Error('nothing is read back'));
  const keep: MediaStore['writeOnce'] = async (_bucket, key, body) => {
    if (body instanceof Uint8Array) published.set(key, Buffer.from(body));
  };
  const store: MediaStore = {
    readSource: async (_source, { first, last }) => createReadStream(file, { start: first, end: last }),
    readSmall: unread,
    read: unread,
    writeByContent: keep,
    writeOnce: keep,
  };
  const headStart = begin(store, `${folder.path}/${name}`);
  const source = { bucket: 's', key: 'k', etag: 'e', sizeBytes: statSync(file).size };
  const id = '01KAZX5V3H8T6W2M4N9QRS7BCD';
  const head = { taskId: id, videoId: id, epoch: 1, mediaBucket: 'm', isUrgent: true, source };
  let programs = 0;

  async function run(task: LeasedTask) {
    const proxy = await openSourceProxy(store, source);
    const context: TaskContext = {
      ...settings,
      inputUrl: proxy.url,
      directory: `${folder.path}/${name}/${task.kind}`,
      store,
      headStart,
      tools: {
        signal: settings.stop,
        onSpawn: () => {
          programs++;
        },
      },
      settle: () => undefined,
      tellBound: async () => undefined,
      tellProgress: () => undefined,
    };
    try {
      return await withDirectory(context.directory, () => runTask(task, context));
    } finally {
      await proxy.close();
    }
  }

  return {
    published,
    async probe() {
      const result = await run({ ...head, kind: 'probe', profile: 'on-demand' });
      if (result.kind !== 'probe') throw new Error('a probe answers facts');
      return result.facts;
    },
    /** Encodes the first segment; answers how many programs that took. */
    async encodeFirst(facts: Awaited<ReturnType<typeof this.probe>>, change: (planned: Plan) => Plan) {
      const planned = change(plan(facts));
      const first = planned.tasks.find((task) => task.kind === 'encode' && isFirstTask(planned, task));
      if (first?.kind !== 'encode') throw new Error('every plan has a first task');
      programs = 0;
      await run({ ...head, ...first, plan: planned, facts, bound: {} });
      return programs;
    },
  };
}

const beginning = (store: MediaStore, workDirectory: string) =>
  createHeadStart({ ...settings, store, workDirectory, enter: () => createPacer().enter(true) });

describe('the first segment that is begun beside the probe', () => {
  it('is published by its task, byte for byte what the task would have made', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const quick = createWorker('quick', beginning);
    expect(await quick.encodeFirst(await quick.probe(), (planned) => planned)).toBe(0);

    const plain = createWorker('plain', () => noHeadStart);
    expect(await plain.encodeFirst(await plain.probe(), (planned) => planned)).toBeGreaterThan(0);
    expect([...quick.published.keys()].some((key) => key.endsWith('.m4s'))).toBe(true);
    expect(quick.published).toEqual(plain.published);
  });

  it('is not used where the plan turns out to be another', { timeout: TIMEOUT_MS }, async () => {
    const recoded = (planned: Plan): Plan => ({
      ...planned,
      rungs: planned.rungs.map((rung) => ({ ...rung, crf: rung.crf + 8 })),
    });
    const quick = createWorker('guessed-wrong', beginning);
    expect(await quick.encodeFirst(await quick.probe(), recoded)).toBeGreaterThan(0);
    const plain = createWorker('not-guessed', () => noHeadStart);
    await plain.encodeFirst(await plain.probe(), recoded);
    expect(quick.published).toEqual(plain.published);
  });
});
