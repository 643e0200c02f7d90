import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { type Tracer, trace } from '@opentelemetry/api';
import { afterEach, expect, it } from 'vitest';
import { traceIdOf } from '../../src/lib/domain/traceparent.ts';
import type { LeasedTask } from '../../src/lib/domain/worker-protocol.ts';
import { ExportedSpan } from '../../src/lib/tracing/exported-span.ts';
import { startTaskSpan } from './task-span.ts';

const videoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const task = { kind: 'encode', videoId, taskId: videoId, epoch: 3 } as unknown as LeasedTask;

afterEach(() => trace.disable());

/** Spans as they end. */
function listen(): ExportedSpan[] {
  const ended: ExportedSpan[] = [];
  const tracer = {
    startSpan: (name, options = {}, context) =>
      new ExportedSpan(name, options, context && trace.getSpanContext(context), (span) => ended.push(span)),
  } as Pick<Tracer, 'startSpan'> as Tracer;
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  return ended;
}

function spawned(...words: string[]): ChildProcess {
  return Object.assign(new EventEmitter(), { spawnargs: words }) as unknown as ChildProcess;
}

it('each run of FFmpeg is a span below its task, in the trace of the video', () => {
  const ended = listen();
  const span = startTaskSpan(task);
  const good = spawned('prlimit', '--cpu=9', 'ffmpeg', '-i', 'http://127.0.0.1/secret');
  const bad = spawned('prlimit', 'ffprobe');
  span.onSpawn(good);
  span.onSpawn(bad);
  good.emit('close', 0, null);
  bad.emit('close', null, 'SIGKILL');
  span.end();
  expect(ended.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
    ['ffmpeg', undefined],
    ['ffprobe', 'SIGKILL'],
    ['task encode', undefined],
  ]);
  const [run, , whole] = ended;
  expect(run?.parentSpanId).toBe(whole?.spanContext().spanId);
  expect(whole?.spanContext().traceId).toBe(traceIdOf(videoId));
  expect(JSON.stringify(ended.map(({ name, attributes }) => [name, attributes]))).not.toContain('secret');
});

it('the first end of a task is the one that is told', () => {
  const ended = listen();
  const span = startTaskSpan(task);
  span.end('TRANSCODE_FAILED');
  span.end('failed');
  expect(ended.map(({ attributes }) => attributes['error.type'])).toEqual(['TRANSCODE_FAILED']);
});
