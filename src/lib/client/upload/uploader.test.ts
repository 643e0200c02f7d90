import { describe, expect, test } from 'vitest';
import type { ReceivedPart } from '#lib/domain/multipart.ts';
import { offline, ProblemError } from '../problem.ts';
import { PartRefused, type PutPart } from './put-part.ts';
import type { UploadApi } from './upload-api.ts';
import { createUploadQueue } from './upload-queue.ts';
import { createUploader, type UploaderTools } from './uploader.ts';

const PART_BYTES = 100;
const mp4Head = new TextEncoder().encode('\0\0\0\x18ftypmp42');

function videoFile(sizeBytes: number, name = 'holiday.mp4'): File {
  const rest = new Uint8Array(sizeBytes - mp4Head.length);
  return new File([mp4Head, rest], name, { type: 'video/mp4' });
}

/** A server and a storage in memory. `fails` may refuse a part before it is stored. */
function fakeSite(fails: (partNumber: number, attempt: number) => Error | undefined = () => undefined) {
  const received = new Map<number, ReceivedPart>();
  const calls: string[] = [];
  const attempts = new Map<number, number>();
  const status = { current: 'open' };
  let lanes = 0;
  const peak = { lanes: 0 };
  let partCount = 0;

  const api: UploadApi = {
    async create({ fileSize, title, visibility }) {
      calls.push(`create ${title} ${visibility}`);
      partCount = Math.ceil(fileSize / PART_BYTES);
      return { uploadId: 'u', videoId: 'v', partSize: PART_BYTES, partCount };
    },
    async signParts(_, partNumbers) {
      calls.push(`sign ${partNumbers.join(',')}`);
      return partNumbers.map((partNumber) => ({ partNumber, url: `part:${partNumber}` }));
    },
    progress: async () => ({ status: status.current, received: [...received.values()] }),
    async complete() {
      calls.push('complete');
      const missing = Array.from({ length: partCount }, (_, index) => index + 1).filter(
        (part) => !received.has(part),
      );
      if (status.current === 'open' && missing.length > 0) {
        throw new ProblemError({ code: 'UPLOAD_INCOMPLETE', sentence: 'Missing.', details: { missing } });
      }
      status.current = 'completed';
    },
    async abort() {
      calls.push('abort');
    },
    async describeVideo(_, { title }) {
      calls.push(`describe ${title}`);
    },
  };

  const put: PutPart = async (url, bytes, { signal, onProgress }) => {
    const partNumber = Number(url.split(':')[1]);
    const attempt = (attempts.get(partNumber) ?? 0) + 1;
    attempts.set(partNumber, attempt);
    lanes += 1;
    peak.lanes = Math.max(peak.lanes, lanes);
    try {
      await Promise.resolve();
      signal.throwIfAborted();
      onProgress(bytes.size / 2);
      const failure = fails(partNumber, attempt);
      if (failure) throw failure;
      received.set(partNumber, { partNumber, size: bytes.size, etag: 'e' });
    } finally {
      lanes -= 1;
    }
  };

  const waits: number[] = [];
  const retryTools = {
    random: () => 0.5,
    wait: async (ms: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      waits.push(ms);
    },
  };
  let nowMs = 0;
  const tools: UploaderTools = { api, put, retryTools, nowMs: () => (nowMs += 250) };
  return { api, tools, calls, received, attempts, peak, waits, status };
}

function uploaderOf(file: File, site: ReturnType<typeof fakeSite>) {
  const phases: string[] = [];
  const uploader = createUploader('1', file, site.tools, () => {
    const { phase } = uploader.state();
    if (phases.at(-1) !== phase) phases.push(phase);
  });
  return { uploader, phases };
}

describe('an upload', () => {
  test('sends every byte once, in four lanes, and ends as done', async () => {
    const site = fakeSite();
    const { uploader, phases } = uploaderOf(videoFile(2_050), site);
    await uploader.start();
    expect(phases).toEqual(['checking', 'sending', 'completing', 'done']);
    expect([...site.received.values()].reduce((sum, part) => sum + part.size, 0)).toBe(2_050);
    expect([...site.attempts.values()].every((count) => count === 1)).toBe(true);
    expect(site.peak.lanes).toBe(4);
    expect(uploader.state()).toMatchObject({ sentBytes: 2_050, videoId: 'v', problem: null });
  });

  test('signs parts in small batches, not all at once', async () => {
    const site = fakeSite();
    await uploaderOf(videoFile(2_000), site).uploader.start();
    expect(site.calls.filter((call) => call.startsWith('sign'))).toEqual([
      'sign 1,2,3,4,5,6,7,8',
      'sign 9,10,11,12,13,14,15,16',
      'sign 17,18,19,20',
    ]);
  });

  test('sends nothing of a file that is no video', async () => {
    const site = fakeSite();
    const { uploader } = uploaderOf(new File(['<html>'], 'holiday.mp4', { type: 'video/mp4' }), site);
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'INVALID_FILE_TYPE' } });
    expect(site.calls).toEqual([]);
  });

  test('survives a broken line, with growing pauses', async () => {
    const site = fakeSite((part, attempt) =>
      part === 1 && attempt < 4 ? new ProblemError(offline) : undefined,
    );
    const { uploader } = uploaderOf(videoFile(150), site);
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect(site.waits).toEqual([750, 1_500, 3_000]);
  });

  test('has a part signed again whose URL ran out', async () => {
    const site = fakeSite((part, attempt) =>
      part === 2 && attempt === 1 ? new PartRefused(403) : undefined,
    );
    const { uploader } = uploaderOf(videoFile(200), site);
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect(site.calls.filter((call) => call.startsWith('sign'))).toEqual(['sign 1,2', 'sign 2']);
  });

  test('does not repeat what the storage refuses for good', async () => {
    const site = fakeSite((part) => (part === 1 ? new PartRefused(400) : undefined));
    const { uploader } = uploaderOf(videoFile(150), site);
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'UPLOAD_FAILED' } });
    expect(site.attempts.get(1)).toBe(1);
  });

  test('waits through an outage of the storage, says so, and goes on', async () => {
    const site = fakeSite((part, attempt) =>
      part === 2 && attempt <= 60 ? new PartRefused(503) : undefined,
    );
    let saidSo = 0;
    const uploader = createUploader('1', videoFile(300), site.tools, () => {
      if (uploader.state().isWaiting) saidSo += 1;
    });
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'done', isWaiting: false });
    expect(saidSo).toBe(60);
    // A quarter of an hour and more, by the pauses.
    expect(site.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(800_000);
  });

  test('is opened once the server can, when it has said that it can not now', async () => {
    const site = fakeSite();
    let calls = 0;
    const away = { code: 'SERVICE_UNAVAILABLE', sentence: 'Not now.', details: {} } as const;
    const api: UploadApi = {
      ...site.api,
      create: (file) => (++calls <= 3 ? Promise.reject(new ProblemError(away)) : site.api.create(file)),
    };
    const { uploader } = uploaderOf(videoFile(150), { ...site, tools: { ...site.tools, api } });
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect(calls).toBe(4);
  });

  test('is not opened a second time when the answer was lost', async () => {
    const site = fakeSite();
    let calls = 0;
    const api: UploadApi = {
      ...site.api,
      create: () => {
        calls += 1;
        return Promise.reject(new ProblemError(offline));
      },
    };
    const { uploader } = uploaderOf(videoFile(150), { ...site, tools: { ...site.tools, api } });
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'OFFLINE' } });
    expect(calls).toBe(1);
  });

  test('gives up after half an hour, and a retry sends only what is missing', async () => {
    let isBroken = true;
    const site = fakeSite((part) => (isBroken && part === 3 ? new ProblemError(offline) : undefined));
    const { uploader } = uploaderOf(videoFile(300), site);
    await uploader.start();
    expect(uploader.state()).toMatchObject({ phase: 'failed', problem: { code: 'OFFLINE' } });
    expect(site.attempts.get(3)).toBe(120);
    isBroken = false;
    uploader.retry();
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect(site.attempts.get(1)).toBe(1);
    expect(site.calls.filter((call) => call.startsWith('create'))).toHaveLength(1);
  });

  test('whose completion was never answered ends as done on retry, with nothing sent again', async () => {
    const site = fakeSite();
    let answers = 0;
    const deafApi: UploadApi = {
      ...site.api,
      async complete(uploadId) {
        await site.api.complete(uploadId);
        answers += 1;
        if (answers <= 120) throw new ProblemError(offline);
      },
    };
    const { uploader } = uploaderOf(videoFile(300), { ...site, tools: { ...site.tools, api: deafApi } });
    await uploader.start();
    expect(uploader.state().phase).toBe('failed');
    uploader.retry();
    await uploader.start();
    expect(uploader.state().phase).toBe('done');
    expect([...site.attempts.values()]).toEqual([1, 1, 1]);
  });

  test('sends again what the storage lost before completion', async () => {
    const site = fakeSite();
    let isFirst = true;
    const api: UploadApi = {
      ...site.api,
      async complete(uploadId) {
        if (isFirst) site.received.delete(2);
        isFirst = false;
        await site.api.complete(uploadId);
      },
    };
    const { uploader, phases } = uploaderOf(videoFile(300), { ...site, tools: { ...site.tools, api } });
    await uploader.start();
    expect(phases).toEqual(['checking', 'sending', 'completing', 'sending', 'completing', 'done']);
    expect(site.attempts.get(2)).toBe(2);
  });

  test('that is cancelled stops sending and is aborted on the server', async () => {
    const site = fakeSite((part) => {
      if (part === 2) uploader.cancel();
      return undefined;
    });
    const { uploader } = uploaderOf(videoFile(5_000), site);
    await uploader.start();
    expect(uploader.state().phase).toBe('cancelled');
    expect(site.calls).toContain('abort');
    expect(site.received.size).toBeLessThan(10);
    expect(site.calls).not.toContain('complete');
  });

  test('keeps a title that was changed while it ran', async () => {
    const site = fakeSite((part) => {
      if (part === 1) uploader.describe({ title: 'Two weeks at sea', visibility: 'public' });
      return undefined;
    });
    const { uploader } = uploaderOf(videoFile(150), site);
    await uploader.start();
    expect(site.calls).toContain('describe Two weeks at sea');
    expect(uploader.state().details.visibility).toBe('public');
  });
});

describe('a queue', () => {
  test('sends one file after the other, and goes on past one that fails', async () => {
    const site = fakeSite();
    const queue = createUploadQueue(site.tools);
    const finished = new Promise<void>((resolve) => {
      queue.subscribe(() => {
        expect(queue.snapshot().filter(({ phase }) => phase === 'sending').length).toBeLessThanOrEqual(1);
        if (!queue.isBusy()) resolve();
      });
    });
    queue.add([videoFile(150, 'a.mp4'), new File(['no'], 'b.mp4'), videoFile(250, 'c.mp4')]);
    await finished;
    expect(queue.snapshot().map(({ phase }) => phase)).toEqual(['done', 'failed', 'done']);
  });
});
