import { rm, writeFile } from 'node:fs/promises';
import { FfmpegError } from './ffmpeg-error.ts';
import { buildOwnFileArgs } from './own-file-args.ts';
import { runFfmpeg, type ToolOptions } from './run-ffmpeg.ts';
import { SegmentError } from './segment-error.ts';

/** Decodes a file of our own making to nothing; the first error ends it. */
function buildSoundDecodeArgs(path: string): readonly string[] {
  return [
    ...['-loglevel', 'error'],
    '-xerror',
    ...buildOwnFileArgs(path),
    ...['-map', '0:a'],
    ...['-f', 'null', '-'],
  ];
}

/**
 * Decodes finished segments of sound, one after the other, with their init before them. How long each is was read
 * from its boxes.
 * @param scratchPath a file to write and remove
 * @throws SegmentError when one does not decode
 */
export async function verifySoundDecodes(
  init: Uint8Array,
  segments: readonly Uint8Array[],
  scratchPath: string,
  tools?: ToolOptions,
): Promise<void> {
  await writeFile(scratchPath, [init, ...segments]);
  try {
    await runFfmpeg(buildSoundDecodeArgs(scratchPath), tools);
  } catch (cause) {
    if (cause instanceof FfmpegError) throw new SegmentError('does not decode', { cause });
    throw cause;
  } finally {
    await rm(scratchPath, { force: true });
  }
}
