/** An upload outlives its page: by what the browser remembers, and by the word of the storage. */
import { describe, expect, test } from 'vitest';
import { offline, ProblemError } from '../problem.ts';
import { type FakeSite, fakeSite, uploaderOf, videoFile } from './testing/fake-site.ts';
import { createUploadQueue } from './upload-queue.ts';

/** A page that sends `parts` parts and is gone. */
async function crashAfter(site: FakeSite, file: File, parts: number): Promise<void> {
  const { uploader } = uploaderOf(file, {
    ...site.tools,
    // A browser that crashes keeps no lock.
    locks: { hold: async () => () => undefined },
    put: async (url, ...rest) => {
      if (Number(url.split(':')[1]) > parts) await new Promise(() => undefined);
      await site.tools.put(url, ...rest);
    },
  });
  void uploader.start();
  await until(() => site.received.size >= parts);
}

const states = (queue: ReturnType<typeof createUploadQueue>) => queue.snapshot().map(({ phase }) => phase);

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    if (turns > 100_000) throw new Error('waited in vain');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('after a reload an upload', () => {
  test('is shown with what has arrived, and goes on with the missing parts once the file is chosen again', async () => {
    const site = fakeSite();
    await crashAfter(site, videoFile(1_000), 4);
    const arrived = [...site.received.keys()];
    const queue = createUploadQueue(site.tools);
    queue.restore();
    await until(() => states(queue)[0] === 'interrupted');
    expect(queue.snapshot()).toMatchObject([{ filename: 'holiday.mp4', sentBytes: 400, videoId: 'v' }]);
    queue.add([videoFile(1_000)]);
    await until(() => states(queue)[0] === 'done');
    expect(queue.snapshot()).toHaveLength(1);
    expect(arrived.map((part) => site.attempts.get(part))).toEqual([1, 1, 1, 1]);
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
    expect(site.memory.all()).toEqual([]);
  });

  test('goes on with a file that was chosen while it was still being looked up', async () => {
    const site = fakeSite();
    await crashAfter(site, videoFile(1_000), 4);
    const { promise: isChosen, resolve: choose } = Promise.withResolvers<void>();
    const progress = () => isChosen.then(() => site.tools.api.progress('u'));
    const queue = createUploadQueue({ ...site.tools, api: { ...site.tools.api, progress } });
    queue.restore();
    expect(states(queue)).toEqual(['checking']);
    queue.add([videoFile(1_000)]);
    choose();
    await until(() => states(queue)[0] === 'done');
    expect(queue.snapshot()).toHaveLength(1);
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  });

  test('is in the list once when its file was chosen before the page knew of it', async () => {
    const site = fakeSite();
    await crashAfter(site, videoFile(1_000), 4);
    const queue = createUploadQueue(site.tools);
    queue.add([videoFile(1_000)]);
    queue.restore();
    await until(() => states(queue)[0] === 'done');
    expect(queue.snapshot()).toHaveLength(1);
  });

  test('goes on by itself when all but the completion was done', async () => {
    const site = fakeSite();
    const { uploader } = uploaderOf(videoFile(300), {
      ...site.tools,
      locks: { hold: async () => () => undefined },
      api: { ...site.tools.api, complete: () => new Promise(() => undefined) },
    });
    void uploader.start();
    await until(() => uploader.state().phase === 'completing');
    const queue = createUploadQueue(site.tools);
    queue.restore();
    await until(() => states(queue)[0] === 'done');
    expect(site.status.current).toBe('completed');
  });

  test('is done when its completion had succeeded and only the answer was lost', async () => {
    const site = fakeSite();
    await crashAfter(site, videoFile(1_000), 4);
    site.status.current = 'completed';
    const queue = createUploadQueue(site.tools);
    queue.restore();
    await until(() => states(queue)[0] === 'done');
    expect(queue.snapshot()[0]?.videoId).toBe('v');
  });

  test('that was cancelled elsewhere is not begun anew', async () => {
    const site = fakeSite();
    await crashAfter(site, videoFile(1_000), 4);
    site.status.current = 'aborted';
    const queue = createUploadQueue(site.tools);
    queue.restore();
    await until(() => states(queue)[0] === 'cancelled');
    expect(site.memory.all()).toEqual([]);
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  });

  test.each([
    ['has other bytes', { fill: 9 }],
    ['was written again since', { lastModified: 2 }],
  ])('does not go on with a file that %s', async (_, changes) => {
    const site = fakeSite();
    await crashAfter(site, videoFile(1_000), 4);
    const queue = createUploadQueue(site.tools);
    queue.restore();
    await until(() => states(queue)[0] === 'interrupted');
    await queue.giveFile('1', videoFile(1_000, changes));
    expect(queue.snapshot()).toMatchObject([
      { phase: 'interrupted', problem: { code: 'VALIDATION_FAILED' } },
    ]);
    expect(site.received.size).toBe(4);
  });

  test('stays in the list when the server can not be asked, and holds no other file up', async () => {
    const site = fakeSite();
    await crashAfter(site, videoFile(1_000), 4);
    const progress = () => Promise.reject(new ProblemError(offline));
    const queue = createUploadQueue({ ...site.tools, api: { ...site.tools.api, progress } });
    queue.restore();
    await until(() => states(queue)[0] === 'interrupted');
    expect(site.memory.all()).toHaveLength(1);
  });

  test('that is given up is aborted and forgotten', async () => {
    const site = fakeSite();
    await crashAfter(site, videoFile(1_000), 4);
    const queue = createUploadQueue(site.tools);
    queue.restore();
    await until(() => states(queue)[0] === 'interrupted');
    queue.dismiss('1');
    expect(queue.snapshot()).toEqual([]);
    expect(site.calls).toContain('abort');
    expect(site.memory.all()).toEqual([]);
  });
});

describe('a file that changes while it is uploaded', () => {
  /** The disk as the browser meets it: from the third read of a part on, the file is another one. */
  function changingFile(change: () => Promise<ArrayBuffer>): { file: File; change(): void } {
    const file = videoFile(1_000);
    const slice = file.slice.bind(file);
    let isChanged = false;
    file.slice = (...range) => {
      const part = slice(...range);
      if (isChanged) part.arrayBuffer = change;
      return part;
    };
    return {
      file,
      change: () => {
        isChanged = true;
      },
    };
  }

  test.each([
    ['can not be read any more', () => Promise.reject(new DOMException('changed', 'NotReadableError'))],
    ['is shorter', async () => new ArrayBuffer(7)],
  ])('and then %s ends with a clear word, and nothing stays behind', async (_, change) => {
    const disk = changingFile(change);
    const site = fakeSite((part) => {
      if (part === 5) disk.change();
      return undefined;
    });
    const { uploader } = uploaderOf(disk.file, site.tools);
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'FILE_CHANGED' } });
    expect(site.calls).toContain('abort');
    expect(site.calls).not.toContain('complete');
    expect(site.memory.all()).toEqual([]);
  });

  test('after its last part was read is not completed either', async () => {
    const disk = changingFile(async () => new Uint8Array(100).fill(3).buffer);
    const site = fakeSite(() => {
      if (site.attempts.size === 10) disk.change();
      return undefined;
    });
    const { uploader } = uploaderOf(disk.file, site.tools);
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'FILE_CHANGED' } });
    expect(site.calls).not.toContain('complete');
  });
});

describe('two tabs with the same file', () => {
  test('are one upload: one sends, the other shows it, and both see it done', async () => {
    const site = fakeSite();
    const [first, second] = [createUploadQueue(site.tools), createUploadQueue(site.tools)];
    first.add([videoFile(2_000)]);
    await until(() => states(first)[0] === 'sending');
    second.add([videoFile(2_000)]);
    await until(() => states(first)[0] === 'done' && states(second)[0] === 'done');
    expect(second.snapshot()[0]?.videoId).toBe('v');
    expect([...site.attempts.values()].every((count) => count === 1)).toBe(true);
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  });

  test('the other takes over with the missing parts when the first is gone', async () => {
    const site = fakeSite();
    const first = createUploadQueue({
      ...site.tools,
      put: async (...request) => {
        if (site.received.size >= 4) await new Promise(() => undefined);
        await site.tools.put(...request);
      },
    });
    const second = createUploadQueue(site.tools);
    first.add([videoFile(2_000)]);
    await until(() => site.received.size >= 4);
    const arrived = [...site.received.keys()];
    second.add([videoFile(2_000)]);
    await until(() => states(second)[0] === 'elsewhere' && (second.snapshot()[0]?.sentBytes ?? 0) > 0);
    first.leave();
    await until(() => states(second)[0] === 'done');
    expect(arrived.map((part) => site.attempts.get(part))).toEqual(arrived.map(() => 1));
  });

  test('the other takes over, though it was loaded when the first was at it and got the file only then', async () => {
    const site = fakeSite();
    const put = () => new Promise<never>(() => undefined);
    const [first, second] = [createUploadQueue({ ...site.tools, put }), createUploadQueue(site.tools)];
    first.add([videoFile(2_000)]);
    await until(() => states(first)[0] === 'sending');
    second.restore();
    await until(() => states(second)[0] === 'elsewhere');
    second.add([videoFile(2_000)]);
    first.leave();
    await until(() => states(second)[0] === 'done');
    expect(second.snapshot()).toHaveLength(1);
  });

  test('what is cancelled in the one is cancelled in the other', async () => {
    const site = fakeSite();
    const put = () => new Promise<never>(() => undefined);
    const [first, second] = [createUploadQueue({ ...site.tools, put }), createUploadQueue(site.tools)];
    first.add([videoFile(2_000)]);
    await until(() => states(first)[0] === 'sending');
    second.add([videoFile(2_000)]);
    await until(() => second.snapshot()[0]?.videoId === 'v');
    first.cancel('1');
    await until(() => states(second)[0] === 'cancelled');
    expect(site.received.size).toBe(0);
  });
});
