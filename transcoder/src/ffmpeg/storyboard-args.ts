import type { StoryboardLayout } from '../../../src/lib/domain/storyboard.ts';
import { buildJpegArgs, jpegFilters } from './jpeg-args.ts';
import { buildPaceFilter } from './still-args.ts';

/** 2 (best) to 31: tiles are small and pass quickly. */
const QUALITY = 6;

/**
 * Sheets of tiles from segments of our own making, one after the other in one file.
 * @param outputPattern with a `%d` for the number of the sheet, from 0
 */
export function buildStoryboardArgs(
  layout: StoryboardLayout,
  inputPath: string,
  outputPattern: string,
): readonly string[] {
  const { tileWidth, tileHeight, columns, rows, secondsPerTile } = layout;
  return [
    ...['-hide_banner', '-nostdin', '-y'],
    ...['-loglevel', 'error'],
    ...['-threads', '1'],
    ...(layout.keyframesOnly ? ['-skip_frame', 'nokey'] : []),
    // Our own file, on disk: nothing else is opened.
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', 'mov'],
    ...['-f', 'mov', '-i', `file:${inputPath}`],
    ...['-map', '0:V:0'],
    ...[
      '-vf',
      [
        buildPaceFilter(secondsPerTile),
        `scale=${tileWidth}:${tileHeight}:flags=area`,
        ...jpegFilters,
        `tile=${columns}x${rows}`,
      ].join(','),
    ],
    ...['-frames:v', String(Math.ceil(layout.tileCount / (columns * rows)))],
    ...buildJpegArgs(QUALITY),
    ...['-start_number', '0', outputPattern],
  ];
}
