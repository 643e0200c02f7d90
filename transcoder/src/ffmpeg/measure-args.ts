import { buildInputArgs, buildSubtitleArgs, type Demuxer } from './input-args.ts';

interface MeasureInput {
  readonly url: string;
  readonly demuxer: Demuxer;
}

/**
 * Packets to decode in search of the first frame that is shown, one try after the other: most files show
 * theirs at once, and each viewer waits for this; open GOPs and edit lists drop some first.
 */
export const firstFrameTries = [8, 100] as const;

/**
 * Decodes up to the first shown frame: zero of our timeline. Headers are no help: AVI with B-frames
 * says 0 and shows its first frame one frame later.
 */
export function buildFirstFrameArgs(input: MeasureInput & { readonly packets: number }): readonly string[] {
  return [
    ...['-loglevel', 'error'],
    ...['-select_streams', 'V:0'],
    ...['-read_intervals', `%+#${input.packets}`],
    ...['-show_entries', 'frame=best_effort_timestamp_time'],
    ...['-print_format', 'csv=p=0'],
    ...buildInputArgs(input),
    ...buildSubtitleArgs(),
  ];
}

/**
 * Lists the video's packets, without decoding, from a time on: the end of the last one is the video's end.
 * @param fromSeconds on the file's own timeline; null reads the whole file
 */
export function buildPacketArgs(
  input: MeasureInput & { readonly fromSeconds: number | null },
): readonly string[] {
  return [
    ...['-loglevel', 'error'],
    ...['-select_streams', 'V:0'],
    ...(input.fromSeconds === null ? [] : ['-read_intervals', `${input.fromSeconds.toFixed(3)}%`]),
    ...['-show_entries', 'packet=pts_time,dts_time,duration_time,flags'],
    ...['-print_format', 'csv=p=0'],
    ...buildInputArgs(input),
    ...buildSubtitleArgs(),
  ];
}
