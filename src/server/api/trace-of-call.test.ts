import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { composeEvent } from '#lib/domain/compose-event.ts';
import { readTraceparent } from '#lib/domain/traceparent.ts';
import type { WebContainer } from '../container.ts';
import { createLog } from '../log.ts';
import { appRouter } from './root.ts';
import { createCallerFactory } from './trpc.ts';

const videoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const uploadId = '01KAZX5V3H8T6W2M4N9QRS7BCE';
/** As every later message about the video carries it. */
const traceId = readTraceparent(
  composeEvent(uploadId, new Date(0), 'video.changed', { videoId, ownerId: uploadId, version: 1 })
    .traceparent,
)?.traceId;

function setUp() {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const container = {
    log: createLog('web', 'info', sink),
    callLimits: { count: () => Promise.resolve() },
    publicAnswers: { forget: () => undefined },
    uploads: { complete: async () => ({ videoId, status: 'queued' }) },
    videos: { retry: async () => ({ id: videoId, status: 'queued' }), get: async () => ({ id: videoId }) },
    workers: { workerOf: async () => ({ workerId: uploadId, capacity: 'local' }) },
    leases: { lease: async () => ({ task: null, leaseSeconds: 30 }) },
  } as unknown as WebContainer;
  const viewer = {
    userId: uploadId,
    sessionId: uploadId,
    email: 'a@example.test',
    name: 'A',
    role: 'user',
  } as const;
  const caller = createCallerFactory(appRouter)({
    container,
    viewer,
    request: new Request('http://sluice.test/', { headers: { authorization: 'Worker a.b' } }),
    responseHeaders: new Headers(),
    address: '192.0.2.1',
  });
  return { caller, lines };
}

it('the click that ends an upload is the first line of the trace that the video keeps', async () => {
  const { caller, lines } = setUp();
  await caller.uploads.complete({ uploadId });
  expect(lines).toMatchObject([{ msg: 'called', path: 'uploads.complete', videoId, traceId }]);
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
});

it('a worker that asks in vain, all day, leaves no line', async () => {
  const { caller, lines } = setUp();
  await caller.worker.lease({ maxPriority: null });
  expect(lines).toEqual([]);
});
