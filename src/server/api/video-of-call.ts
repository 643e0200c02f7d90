import { z } from 'zod';

const named = z.object({ videoId: z.ulid() }).transform(({ videoId }) => videoId);
/** What a worker is lent. */
const lent = z.object({ task: z.object({ videoId: z.ulid() }) }).transform(({ task }) => task.videoId);
const identified = z.object({ id: z.ulid() }).transform(({ id }) => id);

/** Procedures whose `id` is a video's. */
const ofVideos = /^(?:videos|captions|stills|studio)\./;

/** Which video a call was about, by what it was given and what it answered; undefined when it was about none. */
export function videoIdOfCall(path: string, input: unknown, output: unknown): string | undefined {
  const found = named.safeParse(output).data ?? lent.safeParse(output).data ?? named.safeParse(input).data;
  return found ?? (ofVideos.test(path) ? identified.safeParse(input).data : undefined);
}
