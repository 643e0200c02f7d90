import { describe, expect, it, vi } from 'vitest';
import type { VideoStatus } from '#lib/domain/video-status.ts';
import { sampleStatus } from '../videos/testing/sample-video.ts';
import { nameStatusEvent, streamStatusEvents } from './status-events.ts';

async function* tell(...statuses: readonly ReturnType<typeof sampleStatus>[]) {
  yield* statuses;
}

const never = new AbortController().signal;

describe('the name of a status event', () => {
  it.each([
    [undefined, 'uploading', 'upload-progress'],
    ['uploading', 'uploading', 'upload-progress'],
    ['uploading', 'queued', 'status'],
    [undefined, 'queued', 'status'],
    ['queued', 'processing', 'processing-started'],
    [undefined, 'processing', 'status'],
    ['processing', 'processing', 'status'],
    ['processing', 'ready', 'ready'],
    [undefined, 'ready', 'ready'],
    ['processing', 'failed', 'failed'],
    ['processing', 'cancelled', 'status'],
    ['ready', 'deleted', 'deleted'],
  ] as const)('from %s to %s is %s', (before, now, name) => {
    const status = (of: VideoStatus) => sampleStatus({ status: of });
    expect(nameStatusEvent(before && status(before), status(now))).toBe(name);
  });

  it('tells once that a video became playable', () => {
    const [dark, lit] = [false, true].map((playable) => sampleStatus({ status: 'processing', playable }));
    if (!dark || !lit) throw new Error('both are there');
    expect(nameStatusEvent(dark, lit)).toBe('playable');
    expect(nameStatusEvent(lit, lit)).toBe('status');
  });
});

describe('the stream of status events', () => {
  it('carries each status with its version as id, and ends with the statuses', async () => {
    const statuses = [
      sampleStatus({ status: 'queued', version: 4 }),
      sampleStatus({ status: 'processing', version: 5 }),
    ];
    const text = await new Response(streamStatusEvents(tell(...statuses), never, never)).text();
    expect(
      text
        .split('\n\n')
        .filter(Boolean)
        .map((event) => event.split('\n')),
    ).toEqual([
      ['id: 4', 'event: status', `data: ${JSON.stringify(statuses[0])}`],
      ['id: 5', 'event: processing-started', `data: ${JSON.stringify(statuses[1])}`],
    ]);
  });

  it('ends with word of when to come again when the replica ends', async () => {
    const stopping = new AbortController();
    const status = sampleStatus({ status: 'processing', version: 4 });
    const statuses = (async function* () {
      yield status;
      stopping.abort();
    })();
    const text = await new Response(streamStatusEvents(statuses, never, stopping.signal)).text();
    expect(text).toMatch(/^id: 4\n[\s\S]*\n\nretry: \d{3,4}\n\n$/);
  });

  it('pings while nothing happens, and stops when the reader leaves', async () => {
    vi.useFakeTimers();
    try {
      const silence = (async function* () {
        await new Promise(() => undefined);
        yield sampleStatus();
      })();
      const reader = streamStatusEvents(silence, never, never).getReader();
      vi.advanceTimersByTime(15_000);
      const { value } = await reader.read();
      expect(new TextDecoder().decode(value)).toBe(': ping\n\n');
      await reader.cancel();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
