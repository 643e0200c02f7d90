import { writeFile } from 'node:fs/promises';
import { MediaError } from '../../../src/lib/domain/media-error.ts';
import { chosenStillKey } from '../../../src/lib/domain/object-keys.ts';
import { MAX_PICTURE_BYTES } from '../../../src/lib/domain/thumbnail-choice.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-error.ts';
import { mediaLimits } from '../ffmpeg/media-limits.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { limitsFor } from '../ffmpeg/run-limits.ts';
import { buildFrameArgs, buildPictureArgs } from '../ffmpeg/thumbnail-args.ts';
import { pictureFormatOf } from '../stills/picture-format.ts';
import type { TaskContext, TaskResult } from './task-context.ts';

type ThumbnailTask = LeasedTaskOf<'thumbnail'>;

/** One picture: a segment is decoded up to it, an uploaded one is as large as we take. */
const limits = limitsFor({ decodedPixels: mediaLimits.pixels });

const MAX_SEGMENT_BYTES = 256 * 1024 * 1024;

/** Makes the thumbnail that the owner asked for. */
export async function runThumbnail(task: ThumbnailTask, context: TaskContext): Promise<TaskResult> {
  const inputPath = `${context.directory}/input`;
  const outputPath = `${context.directory}/thumbnail.jpg`;
  const args = await prepare(task, context, inputPath, outputPath);
  try {
    await runFfmpeg(args, { ...context.tools, limits });
  } catch (cause) {
    if (task.picture.from === 'upload' && cause instanceof FfmpegError) {
      throw new MediaError('CORRUPT_MEDIA', 'the picture does not decode', { cause });
    }
    throw cause;
  }
  const key = chosenStillKey(task.videoId, task.epoch);
  await context.store.writeOnce(task.mediaBucket, key, { path: outputPath }, 'image/jpeg');
  return { kind: 'thumbnail', thumbnailKey: key };
}

/** Fetches the input. @returns FFmpeg's arguments for it */
async function prepare(
  { picture, mediaBucket }: ThumbnailTask,
  { store, tools: { signal } }: TaskContext,
  inputPath: string,
  outputPath: string,
): Promise<readonly string[]> {
  if (picture.from === 'frame') {
    const [init, segment] = await Promise.all([
      store.readSmall(mediaBucket, picture.initKey, MAX_SEGMENT_BYTES, signal),
      store.readSmall(mediaBucket, picture.segmentKey, MAX_SEGMENT_BYTES, signal),
    ]);
    await writeFile(inputPath, [init, segment]);
    return buildFrameArgs(inputPath, picture.frame, outputPath);
  }
  const bytes = await store.readSmall(picture.bucket, picture.key, MAX_PICTURE_BYTES, signal);
  const format = pictureFormatOf(bytes);
  if (!format) throw new MediaError('UNSUPPORTED_MEDIA');
  await writeFile(inputPath, bytes);
  return buildPictureArgs(inputPath, format, outputPath);
}
