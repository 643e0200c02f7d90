import { buildOwnFileArgs } from './own-file-args.ts';

/**
 * Decodes files of our own making, whole, in one run (a start of FFmpeg costs as much as a dozen pictures);
 * the first error ends it. Lists every picture in `listPath`, as `framecrc` does.
 */
export function buildDecodeArgs(paths: readonly string[], listPath: string): readonly string[] {
  return [
    ...['-y', '-loglevel', 'error'],
    '-xerror',
    ...paths.flatMap((path) => [
      // It smooths pictures that were read already, and finds no fault: a quarter less work without it.
      ...['-skip_loop_filter', 'all'],
      ...buildOwnFileArgs(path),
    ]),
    ...['-filter_complex_threads', '1'],
    // One corner is enough to count a picture.
    ...['-filter_complex', paths.map((_, index) => `[${index}:v]crop=2:2[v${index}]`).join(';')],
    ...paths.flatMap((_, index) => ['-map', `[v${index}]`]),
    ...['-fps_mode', 'passthrough'],
    ...['-f', 'framecrc', `file:${listPath}`],
  ];
}

/** Pictures of each input in `framecrc`'s list: its lines begin with the number of the stream. */
export function countPictures(list: string, inputs: number): readonly number[] {
  const counts = Array.from({ length: inputs }, () => 0);
  for (const [, stream] of list.matchAll(/^(\d+),/gm)) {
    const index = Number(stream);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
