import { rm, writeFile } from 'node:fs/promises';
import { FfmpegError } from './ffmpeg-error.ts';
import { runFfmpeg, type ToolOptions } from './run-ffmpeg.ts';
import { SegmentError } from './segment-error.ts';

/** Decodes a file of our own making to nothing; the first error ends it. */
function buildSoundDecodeArgs(path: string): readonly string[] {
  return [
    ...['-loglevel', 'error'],
    '-xerror',
    ...['-err_detect', 'explode'],
    ...['-threads', '1'],
    // Our own file, on disk: nothing else is opened.
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', 'mov'],
    ...['-f', 'mov', '-i', `file:${path}`],
    ...['-map', '0:a'],
    ...['-f', 'null', '-'],
  ];
}

/**
 * Decodes a finished segment of sound with its init before it. How long it is was read from its boxes.
 * @param scratchPath a file to write and remove
 * @throws SegmentError when it does not decode
 */
export async function verifySoundDecodes(
  init: Uint8Array,
  segment: Uint8Array,
  scratchPath: string,
  tools?: ToolOptions,
): Promise<void> {
  await writeFile(scratchPath, [init, segment]);
  try {
    await runFfmpeg(buildSoundDecodeArgs(scratchPath), tools);
  } catch (cause) {
    if (cause instanceof FfmpegError) throw new SegmentError('does not decode', { cause });
    throw cause;
  } finally {
    await rm(scratchPath, { force: true });
  }
}
