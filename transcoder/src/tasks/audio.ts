import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { gridSeconds } from '../../../src/lib/domain/grid.ts';
import { AUDIO_TRACK } from '../../../src/lib/domain/object-keys.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { type AudioJob, buildAudioArgs } from '../ffmpeg/audio-args.ts';
import { planLoudness } from '../ffmpeg/loudness.ts';
import type { Progress } from '../ffmpeg/parse-progress.ts';
import { limitsFor } from '../ffmpeg/run-limits.ts';
import { type FinishedSegment, finishAudioSegment } from '../ffmpeg/verify-segment.ts';
import { verifySoundDecodes } from '../ffmpeg/verify-sound.ts';
import { type ClosedSegment, watchSegments } from '../ffmpeg/watch-segments.ts';
import { inBatches } from '../in-batches.ts';
import { publishInit } from './publish-init.ts';
import { publishSegment } from './publish-segment.ts';
import { createSoundAhead } from './sound-ahead.ts';
import { demuxerOf, type TaskContext, type TaskResult } from './task-context.ts';
import { withFfmpeg } from './with-ffmpeg.ts';

const AUDIO_TYPE = 'audio/mp4';

/**
 * A start of FFmpeg costs as much as the decoding of a minute of sound: later segments are checked in groups, and all
 * that have closed meanwhile are one, for whoever seeks far waits for all before.
 */
const CHECKED_TOGETHER = { least: 5, most: 25 };

/** Encodes all sound in one go (joins of AAC click) and stores each segment when it closes. */
export async function runAudio(task: LeasedTaskOf<'audio'>, context: TaskContext): Promise<TaskResult> {
  const { facts, plan } = task;
  if (!facts.audio || !plan.audio) return { kind: 'audio', segmentCount: 0 };
  const durationSeconds = gridSeconds(plan.grid);
  const trackDirectory = `${context.directory}/${AUDIO_TRACK}`;
  await mkdir(trackDirectory);
  const source = {
    inputUrl: context.inputUrl,
    demuxer: demuxerOf(task.facts),
    streamIndex: facts.audio.streamIndex,
    videoStartSeconds: facts.video.startSeconds,
    durationSeconds,
  };
  const limits = limitsFor({ audioSeconds: durationSeconds, readBytes: facts.sizeBytes });
  const tools = { ...context.tools, limits };
  const job: AudioJob = {
    ...source,
    loudness: plan.audio.loudness && planLoudness(facts.audio.loudnessLufs, plan.audio.loudness),
    segmentSeconds: plan.audio.segmentSeconds,
    bitrateBps: plan.audio.bitrateBps,
    outputDirectory: trackDirectory,
  };
  const onProgress = ({ outTimeSeconds, speed }: Progress) =>
    context.tellProgress(Math.max(0, Math.min(1, (outTimeSeconds ?? 0) / durationSeconds)), speed ?? 0);
  const track = { directory: context.directory, rungs: [AUDIO_TRACK], firstSegment: 0 };
  let encoder: ChildProcess | undefined;
  const onSpawn = (child: ChildProcess) => {
    encoder = child;
    tools.onSpawn?.(child);
  };
  let segmentCount = 0;
  const holdEncoder = (isHeld: boolean) => void encoder?.kill(isHeld ? 'SIGSTOP' : 'SIGCONT');
  const ahead = createSoundAhead(task, { ...context, tools }, job, holdEncoder);
  if (task.wantedSegment !== undefined) ahead.want(task.wantedSegment);
  context.wishes?.listen(ahead.want);
  try {
    await withFfmpeg(buildAudioArgs(job), { ...tools, onProgress, onSpawn }, async (run) => {
      segmentCount = await publishAll(task, context, watchSegments(track, run), {
        holdEncoder,
        tellMade: ahead.tellMade,
      });
    });
  } finally {
    await ahead.end();
  }
  return { kind: 'audio', segmentCount };
}

/** What is checked, stored and told in one go. */
interface Pending {
  readonly number: number;
  readonly path: string;
  readonly finished: FinishedSegment;
}

/** Answers how many segments the track has. */
async function publishAll(
  task: LeasedTaskOf<'audio'>,
  context: TaskContext,
  segments: AsyncGenerator<ClosedSegment, void>,
  { holdEncoder, tellMade }: { holdEncoder(isHeld: boolean): void; tellMade(count: number): void },
): Promise<number> {
  let startTicks = 0;
  let segmentCount = 0;
  const { value: first } = await segments.next();
  if (!first) return 0;
  // A viewer starts with it: the encode of the others does not compete with it, nor with the first picture.
  holdEncoder(true);
  const init = await readFile(first.initPath);
  const finish = async ({ number, path }: ClosedSegment): Promise<Pending> => {
    const finished = finishAudioSegment(init, await readFile(path), startTicks);
    startTicks += finished.durationTicks;
    segmentCount++;
    return { number, path, finished };
  };
  try {
    const pending = await finish(first);
    await Promise.all([publishTrack(task, context, init), publish(task, context, init, [pending])]);
  } finally {
    holdEncoder(false);
  }
  context.settle();
  tellMade(segmentCount);
  for await (const batch of inBatches(segments, CHECKED_TOGETHER)) {
    const pending: Pending[] = [];
    for (const segment of batch) pending.push(await finish(segment));
    await publish(task, context, init, pending);
    tellMade(segmentCount);
  }
  return segmentCount;
}

async function publishTrack(
  { mediaBucket, videoId }: LeasedTaskOf<'audio'>,
  context: TaskContext,
  init: Uint8Array,
): Promise<void> {
  await publishInit(context, { bucket: mediaBucket, videoId, track: AUDIO_TRACK }, init, AUDIO_TYPE);
}

async function publish(
  task: LeasedTaskOf<'audio'>,
  context: TaskContext,
  init: Uint8Array,
  pending: readonly Pending[],
): Promise<void> {
  // The encode is the same each time, so what an earlier attempt bound fits between what this one makes.
  const unbound = pending.filter(({ number }) => !task.bound.includes(number));
  const [first] = unbound;
  if (first) {
    const bytes = unbound.map(({ finished }) => finished.bytes);
    await verifySoundDecodes(init, bytes, `${first.path}.check.mp4`, context.tools);
  }
  const publishOne = ({ number, finished }: Pending) =>
    publishSegment(context, task, { track: AUDIO_TRACK, number, contentType: AUDIO_TYPE }, finished);
  await Promise.all(unbound.map(publishOne));
  await Promise.all(pending.map(({ path }) => rm(path)));
}
