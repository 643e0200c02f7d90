import { expect, it } from 'vitest';
import { composeEvent } from './compose-event.ts';
import { readTraceparent, traceIdOf, withTraceId } from './traceparent.ts';

const videoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const other = '01KAZX5V3H8T6W2M4N9QRS7BCF';

it('log lines and messages about one video are of one trace, and of two videos of two', () => {
  const event = composeEvent(other, new Date(0), 'video.changed', { videoId, ownerId: other, version: 1 });
  expect(readTraceparent(event.traceparent)?.traceId).toBe(traceIdOf(videoId));
  expect(withTraceId({ videoId, a: 1 })).toEqual({ videoId, a: 1, traceId: traceIdOf(videoId) });
  expect(traceIdOf(other)).not.toBe(traceIdOf(videoId));
});

it('what names no video, or has a trace, stays as it is', () => {
  for (const fields of [{}, { videoId: 'x' }, { videoId: 7 }, { videoId, traceId: 't' }])
    expect(withTraceId(fields)).toEqual(fields);
});

it('takes no trace from what is no trace context', () => {
  for (const text of [null, undefined, '', '00-xyz', `00-${'g'.repeat(32)}-${'0'.repeat(16)}-01`])
    expect(readTraceparent(text)).toBeUndefined();
});
