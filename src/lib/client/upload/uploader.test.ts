import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { offline, ProblemError } from '../problem.ts';
import { PartRefused } from './put-part.ts';
import { fakeSite, uploaderOf, videoFile } from './testing/fake-site.ts';
import type { UploadApi } from './upload-api.ts';
import { createUploadQueue } from './upload-queue.ts';
import { isBusy } from './upload-state.ts';

describe('an upload', () => {
  test('sends every byte once, several parts at once, and ends as done', async () => {
    const site = fakeSite();
    const { uploader, phases } = uploaderOf(videoFile(2_050), site.tools);
    await uploader.start();
    expect(phases).toEqual(['checking', 'sending', 'completing', 'done']);
    expect([...site.received.values()].reduce((sum, part) => sum + part.size, 0)).toBe(2_050);
    expect([...site.attempts.values()].every((count) => count === 1)).toBe(true);
    expect(site.peak.lanes).toBeGreaterThan(2);
    expect(site.peak.lanes).toBeLessThanOrEqual(6);
    expect(uploader.state()).toMatchObject({ sentBytes: 2_050, videoId: 'v', problem: null });
  });

  test('has each part signed with the SHA-256 of its own bytes', async () => {
    const site = fakeSite();
    const file = videoFile(150, { fill: 7 });
    await uploaderOf(file, site.tools).uploader.start();
    const bytes = Buffer.from(await file.arrayBuffer());
    const sums = [bytes.subarray(0, 100), bytes.subarray(100)].map((part) =>
      createHash('sha256').update(part).digest('base64'),
    );
    expect([site.checksums.get(1), site.checksums.get(2)]).toEqual(sums);
  });

  test('sends nothing of a file that is no video', async () => {
    const site = fakeSite();
    const { uploader } = uploaderOf(new File(['<html>'], 'holiday.mp4', { type: 'video/mp4' }), site.tools);
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'INVALID_FILE_TYPE' } });
    expect(site.calls).toEqual([]);
  });

  test('survives a broken line, with growing pauses', async () => {
    const site = fakeSite((part, attempt) =>
      part === 1 && attempt < 4 ? new ProblemError(offline) : undefined,
    );
    const { uploader } = uploaderOf(videoFile(150), site.tools);
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect(site.waits).toEqual([750, 1_500, 3_000]);
  });

  test.each([
    ['whose URL ran out', 403],
    ['whose volume was joined meanwhile', 404],
  ])('has a part signed again %s', async (_, status) => {
    const site = fakeSite((part, attempt) =>
      part === 2 && attempt === 1 ? new PartRefused(status) : undefined,
    );
    const { uploader } = uploaderOf(videoFile(200), site.tools);
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    const signed = site.calls.filter((call) => call.startsWith('sign')).toSorted();
    expect(signed).toEqual(['sign 1', 'sign 2', 'sign 2']);
  });

  test('does not repeat what the storage refuses for good', async () => {
    const site = fakeSite((part) => (part === 1 ? new PartRefused(400, 'InvalidArgument') : undefined));
    const { uploader } = uploaderOf(videoFile(150), site.tools);
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'UPLOAD_FAILED' } });
    expect(site.attempts.get(1)).toBe(1);
  });

  test.each(['RequestTimeout', 'BadDigest'])('sends again what came to the storage as %s', async (code) => {
    const site = fakeSite((_, attempt) => (attempt < 3 ? new PartRefused(400, code) : undefined));
    const { uploader } = uploaderOf(videoFile(50), site.tools);
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
  });

  test('waits through an outage of the storage, says so, and goes on', async () => {
    const site = fakeSite((part, attempt) =>
      part === 2 && attempt <= 60 ? new PartRefused(503) : undefined,
    );
    let saidSo = 0;
    const { uploader } = uploaderOf(videoFile(300), {
      ...site.tools,
      retryTools: {
        ...site.tools.retryTools,
        wait: async (ms, signal) => {
          if (uploader.state().isWaiting) saidSo += 1;
          await site.tools.retryTools.wait(ms, signal);
        },
      },
    });
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'done', isWaiting: false });
    expect(saidSo).toBe(60);
    // A quarter of an hour and more, by the pauses.
    expect(site.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(800_000);
  });

  test.each([
    [
      'has said that it can not now',
      { code: 'SERVICE_UNAVAILABLE', sentence: 'Not now.', details: {} } as const,
    ],
    ['has opened it, and the answer was lost', offline],
  ])('is opened under one and the same key however often the server %s', async (_, problem) => {
    const site = fakeSite();
    let calls = 0;
    const api: UploadApi = {
      ...site.tools.api,
      async create(file) {
        const answer = await site.tools.api.create(file);
        if (++calls <= 3) throw new ProblemError(problem);
        return answer;
      },
    };
    const { uploader } = uploaderOf(videoFile(150), { ...site.tools, api });
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect(new Set(site.calls.filter((call) => call.startsWith('create'))).size).toBe(1);
  });

  test('gives up after half an hour, and a retry sends only what is missing', async () => {
    let isBroken = true;
    const site = fakeSite((part) => (isBroken && part === 3 ? new ProblemError(offline) : undefined));
    const { uploader } = uploaderOf(videoFile(300), site.tools);
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'OFFLINE' } });
    expect(site.attempts.get(3)).toBe(120);
    isBroken = false;
    uploader.goOn();
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect(site.attempts.get(1)).toBe(1);
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  });

  test('whose completion was never answered ends as done on retry, with nothing sent again', async () => {
    const site = fakeSite();
    let answers = 0;
    const api: UploadApi = {
      ...site.tools.api,
      async complete(uploadId) {
        await site.tools.api.complete(uploadId);
        answers += 1;
        if (answers <= 120) throw new ProblemError(offline);
      },
    };
    const { uploader } = uploaderOf(videoFile(300), { ...site.tools, api });
    await uploader.start();
    expect(uploader.state().phase).toBe('failed');
    uploader.goOn();
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect([...site.attempts.values()]).toEqual([1, 1, 1]);
  });

  test('sends again what the storage lost before completion', async () => {
    const site = fakeSite();
    let isFirst = true;
    const api: UploadApi = {
      ...site.tools.api,
      async complete(uploadId) {
        if (isFirst) site.received.delete(2);
        isFirst = false;
        await site.tools.api.complete(uploadId);
      },
    };
    const { uploader, phases } = uploaderOf(videoFile(300), { ...site.tools, api });
    await uploader.start();
    expect(phases).toEqual(['checking', 'sending', 'completing', 'sending', 'completing', 'done']);
    expect(site.attempts.get(2)).toBe(2);
  });

  test('that is cancelled stops sending, is aborted on the server and forgotten by the browser', async () => {
    const site = fakeSite((part) => {
      if (part === 2) uploader.cancel();
      return undefined;
    });
    const { uploader } = uploaderOf(videoFile(5_000), site.tools);
    await uploader.start();
    expect(uploader.state().phase).toBe('cancelled');
    expect(site.calls).toContain('abort');
    expect(site.received.size).toBeLessThan(10);
    expect(site.calls).not.toContain('complete');
    expect(site.memory.all()).toEqual([]);
  });

  test('that is cancelled while the server opens it is aborted as soon as its id is known', async () => {
    const site = fakeSite();
    const api: UploadApi = {
      ...site.tools.api,
      create(file) {
        uploader.cancel();
        return site.tools.api.create(file);
      },
    };
    const { uploader } = uploaderOf(videoFile(150), { ...site.tools, api });
    await uploader.start();
    expect(uploader.state().phase).toBe('cancelled');
    expect(site.calls.at(-1)).toBe('abort');
    expect(site.memory.all()).toEqual([]);
  });

  test('that is paused sends nothing more, and goes on with what is missing', async () => {
    let isFirst = true;
    const site = fakeSite((part) => {
      if (part === 5 && isFirst) {
        isFirst = false;
        uploader.pause();
      }
      return undefined;
    });
    const { uploader } = uploaderOf(videoFile(2_000), site.tools);
    await uploader.start();
    expect(uploader.state().phase).toBe('paused');
    const before = [...site.received.keys()];
    expect(before.length).toBeLessThan(12);
    uploader.goOn();
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect(before.map((part) => site.attempts.get(part))).toEqual(before.map(() => 1));
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  });

  test('keeps a title and a description that were changed while it ran', async () => {
    const site = fakeSite((part) => {
      const details = { title: 'Two weeks', description: 'at sea', visibility: 'public' } as const;
      if (part === 1) uploader.describe(details);
      return undefined;
    });
    const { uploader } = uploaderOf(videoFile(150), site.tools);
    await uploader.start();
    expect(site.calls).toContain('describe Two weeks at sea');
    expect(uploader.state().details.visibility).toBe('public');
  });

  test('whose session has ended keeps what has arrived, and goes on once one is signed in again', async () => {
    let isSignedIn = false;
    const site = fakeSite();
    const api: UploadApi = {
      ...site.tools.api,
      async signPart(...part) {
        if (part[1] > 2 && !isSignedIn)
          throw new ProblemError({ code: 'UNAUTHORIZED', sentence: 'Sign in first.', details: {} });
        return site.tools.api.signPart(...part);
      },
    };
    const queue = createUploadQueue({ ...site.tools, api });
    queue.add([videoFile(900)]);
    await settled(queue);
    expect(queue.snapshot()).toMatchObject([{ phase: 'failed', problem: { code: 'UNAUTHORIZED' } }]);
    isSignedIn = true;
    queue.wake();
    await settled(queue);
    expect(queue.snapshot()).toMatchObject([{ phase: 'done' }]);
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  });
});

/** Resolves once nothing is at work or in line. */
const settled = (queue: ReturnType<typeof createUploadQueue>) =>
  new Promise<void>((resolve) => {
    const stop = queue.subscribe(() => {
      if (queue.snapshot().some(isBusy)) return;
      stop();
      resolve();
    });
  });

describe('a queue', () => {
  test('sends one file after the other, and goes on past one that fails', async () => {
    const site = fakeSite();
    const queue = createUploadQueue(site.tools);
    queue.subscribe(() => {
      expect(queue.snapshot().filter(({ phase }) => phase === 'sending').length).toBeLessThanOrEqual(1);
    });
    queue.add([
      videoFile(150, { name: 'a.mp4' }),
      new File(['no'], 'b.mp4'),
      videoFile(250, { name: 'c.mp4' }),
    ]);
    await settled(queue);
    expect(queue.snapshot().map(({ phase }) => phase)).toEqual(['done', 'failed', 'done']);
  });

  test('takes a file that is chosen twice once', async () => {
    const site = fakeSite();
    const queue = createUploadQueue(site.tools);
    queue.add([videoFile(150)]);
    queue.add([videoFile(150)]);
    await settled(queue);
    expect(queue.snapshot()).toHaveLength(1);
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  });
});
