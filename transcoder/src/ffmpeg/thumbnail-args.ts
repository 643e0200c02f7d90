import type { PictureFormat } from '../stills/picture-format.ts';
import { buildJpegArgs, jpegFilters } from './jpeg-args.ts';
import { mediaLimits } from './media-limits.ts';

/** The longer side of a thumbnail: as wide as a card on a large screen at double density. */
const MAX_SIDE = 1280;
/** 2 (best) to 31: 4 shows no blocks at this size. */
const QUALITY = 4;

const head = ['-hide_banner', '-nostdin', '-y', '-loglevel', 'error', '-threads', '1'];
/** A file on disk: nothing else is opened. */
const fileOnly = ['-protocol_whitelist', 'file'];
const fit = `scale=w='min(${MAX_SIDE},iw)':h='min(${MAX_SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`;
const onePicture = [...['-frames:v', '1'], ...buildJpegArgs(QUALITY), ...['-update', '1']];

/** One frame of a finished segment, with its init before it in one file. */
export function buildFrameArgs(inputPath: string, frame: number, outputPath: string): readonly string[] {
  const filters = [`select='eq(n,${frame})'`, fit, ...jpegFilters];
  return [
    ...head,
    ...fileOnly,
    ...['-format_whitelist', 'mov'],
    ...['-f', 'mov', '-i', `file:${inputPath}`],
    ...['-map', '0:V:0', '-vf', filters.join(',')],
    ...onePicture,
    outputPath,
  ];
}

/**
 * Makes a stranger's picture anew: only pixels pass. Metadata, such as where it was taken, and whatever else
 * a file can hide stay behind.
 */
export function buildPictureArgs(
  inputPath: string,
  format: PictureFormat,
  outputPath: string,
): readonly string[] {
  const filters = [fit, 'format=yuv444p', 'scale=out_color_matrix=bt601:out_range=pc', 'format=yuvj420p'];
  return [
    ...head,
    ...fileOnly,
    ...['-format_whitelist', format.demuxer],
    ...['-codec_whitelist', format.decoder],
    ...['-max_pixels', String(mediaLimits.pixels)],
    ...['-f', format.demuxer, '-i', `file:${inputPath}`],
    ...['-map', '0:v:0', '-vf', filters.join(',')],
    ...onePicture,
    outputPath,
  ];
}
