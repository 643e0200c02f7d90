import { allowedDemuxers, buildLimitArgs, buildSubtitleArgs } from './input-args.ts';

/** How far ffprobe reads to learn of the streams: enough for a phone's clip, little for a bomb. */
const PROBE_BYTES = 10_000_000;
const ANALYZE_MICROSECONDS = 10_000_000;

/**
 * Of all streams together, in the order of the file: with them most show their first frame. One run of ffprobe less
 * is a tenth of a second less that everything waits for.
 */
const FIRST_PACKETS = 24;

/** Asks for a source's header facts, and its first frames, as JSON: the first exposure to a stranger's file. */
export function buildProbeArgs(input: { readonly url: string }): readonly string[] {
  return [
    ...['-loglevel', 'error'],
    ...buildLimitArgs(allowedDemuxers),
    ...['-probesize', String(PROBE_BYTES)],
    ...['-analyzeduration', String(ANALYZE_MICROSECONDS)],
    ...['-print_format', 'json'],
    '-show_format',
    '-show_streams',
    ...['-show_entries', 'frame=stream_index,best_effort_timestamp_time'],
    ...['-read_intervals', `%+#${FIRST_PACKETS}`],
    ...['-i', input.url],
    ...buildSubtitleArgs(),
  ];
}
