import { createServer, type Server } from 'node:http';
import { trace } from '@opentelemetry/api';
import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { composeEvent } from '../domain/compose-event.ts';
import { rootSpanOf, traceIdOf } from '../domain/traceparent.ts';
import { startTracing } from './start-tracing.ts';
import { endSpan, startChildSpan, startMessageSpan, startVideoSpan } from './video-span.ts';

const videoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const eventId = '01KAZX5V3H8T6W2M4N9QRS7BCE';

const sent = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({
        attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })),
      }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string().regex(/^[0-9a-f]{32}$/),
              spanId: z.string().regex(/^[0-9a-f]{16}$/),
              parentSpanId: z.string().optional(),
              name: z.string(),
              kind: z.int(),
              startTimeUnixNano: z.string(),
              endTimeUnixNano: z.string(),
              attributes: z.array(z.unknown()),
              status: z.object({ code: z.int() }),
            }),
          ),
        }),
      ),
    }),
  ),
});

const servers: Server[] = [];
afterEach(() => {
  trace.disable();
  for (const server of servers.splice(0)) server.close();
});

/** Takes what an exporter sends. */
async function openCollector(status = 200) {
  const bodies: { path: string | undefined; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    bodies.push({ path: request.url, body: JSON.parse(text) });
    response.writeHead(status).end('{}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  const spans = () =>
    bodies.flatMap(({ body }) =>
      sent.parse(body).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
  return { endpoint: `http://127.0.0.1:${address.port}`, bodies, spans };
}

it('without an endpoint nothing is loaded, and spans cost nothing', async () => {
  const loaded = vi.fn();
  vi.doMock('./otlp-provider.ts', () => {
    loaded();
    return {};
  });
  const stop = await startTracing({ endpoint: undefined, service: 'test', onError: loaded });
  const span = startVideoSpan(videoId, 'x');
  expect(span.isRecording()).toBe(false);
  endSpan(span);
  await stop();
  expect(loaded).not.toHaveBeenCalled();
  vi.doUnmock('./otlp-provider.ts');
});

it('click, message, task and FFmpeg are one trace, each below what led to it', async () => {
  const collector = await openCollector();
  const stop = await startTracing({
    endpoint: collector.endpoint,
    service: 'sluice-web',
    onError: () => undefined,
  });
  startVideoSpan(videoId, 'uploads.complete', { startTime: Date.now() - 50 }).end();
  const event = composeEvent(eventId, new Date(0), 'video.changed', {
    videoId,
    ownerId: eventId,
    version: 1,
  });
  endSpan(startMessageSpan(JSON.stringify(event), 'handle video.uploads'));
  const task = startVideoSpan(videoId, 'task encode', { attributes: { 'sluice.task.epoch': 2 } });
  endSpan(startChildSpan(task, 'ffmpeg'), 'exit 1');
  endSpan(task);
  await stop();
  expect(collector.bodies.map(({ path }) => path)).toEqual(['/v1/traces']);
  const spans = collector.spans();
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([traceIdOf(videoId)]));
  const of = (name: string) => spans.find((span) => span.name === name);
  expect(of('uploads.complete')?.parentSpanId).toBe(rootSpanOf(videoId));
  expect(of('handle video.uploads')?.parentSpanId).toBe(event.traceparent.split('-')[2]);
  expect(of('ffmpeg')).toMatchObject({ parentSpanId: of('task encode')?.spanId, status: { code: 2 } });
  expect(of('task encode')).toMatchObject({
    status: { code: 0 },
    attributes: [{ key: 'sluice.task.epoch', value: { intValue: '2' } }],
  });
  const click = of('uploads.complete');
  expect(BigInt(click?.endTimeUnixNano ?? 0) - BigInt(click?.startTimeUnixNano ?? 0)).toBeGreaterThanOrEqual(
    50_000_000n,
  );
});

it('a message that carries no trace begins none', () => {
  expect(startMessageSpan('{"Records":[]}', 'handle s3.events')).toBeUndefined();
  expect(startMessageSpan('{"traceparent":"x"}', 'handle s3.events')).toBeUndefined();
});

it('a collector that refuses or is away is told of once, and keeps nobody', async () => {
  const collector = await openCollector(503);
  const onError = vi.fn();
  const stop = await startTracing({ endpoint: collector.endpoint, service: 'test', onError });
  // A batch is sent when it is full, and the rest at the end.
  for (let count = 0; count < 600; count++) startVideoSpan(videoId, 'x').end();
  await stop();
  expect(collector.bodies).toHaveLength(2);
  expect(onError).toHaveBeenCalledTimes(1);
});

it('spans that others tell of under another name are not sent', async () => {
  const collector = await openCollector();
  const stop = await startTracing({
    endpoint: collector.endpoint,
    service: 'test',
    onError: () => undefined,
  });
  trace.getTracer('next.js').startSpan('render').end();
  await stop();
  expect(collector.bodies).toEqual([]);
});
