import { TRPCError } from '@trpc/server';
import { expect, it } from 'vitest';
import { AppError } from '#lib/domain/errors.ts';
import { sampleStatus } from '../videos/testing/sample-video.ts';
import { trackStatuses } from './track-statuses.ts';

/** Tells one status, then nothing until it is ended. */
async function* open(end: AbortSignal) {
  yield sampleStatus({ status: 'processing' });
  if (!end.aborted) await new Promise((resolve) => end.addEventListener('abort', resolve, { once: true }));
}

it('ends with an error that clients reconnect at when the replica ends', async () => {
  const stopping = new AbortController();
  const stream = trackStatuses(stopping.signal, new AbortController().signal, open);
  expect((await stream.next()).done).toBe(false);
  const next = stream.next();
  stopping.abort();
  const error = await next.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TRPCError);
  expect(error).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});

it('ends quietly when its reader leaves', async () => {
  const reader = new AbortController();
  const stream = trackStatuses(new AbortController().signal, reader.signal, open);
  await stream.next();
  const next = stream.next();
  reader.abort();
  expect((await next).done).toBe(true);
});

it('a video that may not be seen is told as such, not as a failure of ours', async () => {
  const stream = trackStatuses(new AbortController().signal, undefined, () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new AppError('VIDEO_NOT_FOUND')) }),
  }));
  await expect(stream.next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
