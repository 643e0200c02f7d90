import path from 'node:path';
import type { RestClient } from '../../tests/support/rest-client.ts';
import { waitUntilReady } from '../../tests/support/upload.ts';
import type { EncodedRung, Ladder } from '../media/measure-ladder.ts';
import type { BenchStack } from './bench-stack.ts';
import { findDoneTasks, findTrackBytes } from './video-facts.ts';
import { addVideo, removeVideo } from './videos.ts';
import { saveTrack } from './watch.ts';

/** Answers cost the cores that are measured; when it was ready the database knows to the millisecond. */
const PATIENCE = { seconds: 1800, pollMs: 2_000 };

/**
 * Has the stack make a video. Wall time is from the first lease to the end of the last task, checks and stills
 * included; CPU seconds are of all programs that workers started.
 * @param folder the rungs are read back into it through the gate, or not at all when it is null
 */
export async function makeOurLadder(
  stack: BenchStack,
  person: RestClient,
  file: string,
  folder: string | null,
  signal: AbortSignal,
): Promise<Ladder> {
  const videoId = await addVideo(person, file);
  const video = await waitUntilReady(person, videoId, PATIENCE);
  const tasks = await findDoneTasks(stack, videoId);
  const bytes = await findTrackBytes(stack, videoId);
  const rungs: EncodedRung[] = [];
  for (const { name, width, height, url } of video.renditions) {
    const playlist = folder === null ? '' : path.join(folder, `ours-${videoId}-${name}.mp4`);
    if (url && playlist) await saveTrack(url, playlist, signal);
    rungs.push({ name, width, height, sizeBytes: bytes.get(name) ?? 0, playlist });
  }
  await removeVideo(person, videoId);
  const began = Math.min(...tasks.map(({ leasedAtMs }) => leasedAtMs));
  const ended = Math.max(...tasks.map(({ finishedAtMs }) => finishedAtMs));
  return {
    wallSeconds: (ended - began) / 1000,
    cpuSeconds: video.processingDetails?.cpuSeconds ?? Number.NaN,
    rungs,
    audioBytes: bytes.get('audio') ?? 0,
  };
}
