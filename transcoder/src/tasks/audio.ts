import { mkdir, readFile, rm } from 'node:fs/promises';
import { gridSeconds } from '../../../src/lib/domain/grid.ts';
import { AUDIO_TRACK } from '../../../src/lib/domain/object-keys.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { buildAudioArgs } from '../ffmpeg/audio-args.ts';
import { measureLoudness } from '../ffmpeg/measure-loudness.ts';
import type { Progress } from '../ffmpeg/parse-progress.ts';
import { limitsFor } from '../ffmpeg/run-limits.ts';
import { finishAudioSegment } from '../ffmpeg/verify-segment.ts';
import { verifySoundDecodes } from '../ffmpeg/verify-sound.ts';
import { type ClosedSegment, watchSegments } from '../ffmpeg/watch-segments.ts';
import { publishInit } from './publish-init.ts';
import { publishSegment } from './publish-segment.ts';
import { demuxerOf, type TaskContext, type TaskResult } from './task-context.ts';
import { withFfmpeg } from './with-ffmpeg.ts';

const AUDIO_TYPE = 'audio/mp4';

/** A viewer starts with these; the rest is made beside other work. */
const FIRST_SEGMENTS = 2;

/** Encodes all sound in one go (joins of AAC click) and stores each segment when it closes. */
export async function runAudio(task: LeasedTaskOf<'audio'>, context: TaskContext): Promise<TaskResult> {
  const { facts, plan } = task;
  if (!facts.audio || !plan.audio) return { kind: 'audio', segmentCount: 0 };
  const durationSeconds = gridSeconds(plan.grid);
  const trackDirectory = `${context.directory}/${AUDIO_TRACK}`;
  await mkdir(trackDirectory);
  const source = {
    inputUrl: context.inputUrl,
    demuxer: demuxerOf(task),
    streamIndex: facts.audio.streamIndex,
    videoStartSeconds: facts.video.startSeconds,
    durationSeconds,
  };
  const limits = limitsFor({ audioSeconds: durationSeconds, readBytes: facts.sizeBytes });
  const tools = { ...context.tools, limits };
  const measured = { ...source, sourceBitrateBps: facts.bitrateBps };
  const target = plan.audio.loudness;
  const args = buildAudioArgs({
    ...source,
    loudness: target ? await measureLoudness(measured, target, tools) : null,
    segmentSeconds: plan.audio.segmentSeconds,
    bitrateBps: plan.audio.bitrateBps,
    outputDirectory: trackDirectory,
  });
  const onProgress = ({ outTimeSeconds, speed }: Progress) =>
    context.tellProgress(Math.max(0, Math.min(1, (outTimeSeconds ?? 0) / durationSeconds)), speed ?? 0);
  const track = { directory: context.directory, rungs: [AUDIO_TRACK], firstSegment: 0 };
  let segmentCount = 0;
  await withFfmpeg(args, { ...tools, onProgress }, async (run) => {
    segmentCount = await publishAll(task, context, watchSegments(track, run));
  });
  return { kind: 'audio', segmentCount };
}

/** Answers how many segments the track has. */
async function publishAll(
  task: LeasedTaskOf<'audio'>,
  context: TaskContext,
  segments: AsyncIterable<ClosedSegment>,
): Promise<number> {
  const bound = new Set(task.bound);
  let startTicks = 0;
  let segmentCount = 0;
  for await (const { number, path, initPath } of segments) {
    const init = await readFile(initPath);
    if (number === 0) {
      const at = { bucket: task.mediaBucket, videoId: task.videoId, track: AUDIO_TRACK };
      await publishInit(context, at, init, AUDIO_TYPE);
    }
    const finished = finishAudioSegment(init, await readFile(path), startTicks);
    // The encode is the same each time, so what an earlier attempt bound fits between what this one makes.
    if (!bound.has(number)) {
      const { tools } = context;
      const scratchPath = `${path}.check.mp4`;
      await verifySoundDecodes(init, finished.bytes, scratchPath, tools);
      await publishSegment(context, task, { track: AUDIO_TRACK, number, contentType: AUDIO_TYPE }, finished);
    }
    await rm(path);
    startTicks += finished.durationTicks;
    if (number >= FIRST_SEGMENTS - 1) context.settle();
    segmentCount++;
  }
  return segmentCount;
}
