import { allowedDemuxers, buildLimitArgs, buildSubtitleArgs } from './input-args.ts';

/** How far ffprobe reads to learn of the streams: enough for a phone's clip, little for a bomb. */
const PROBE_BYTES = 10_000_000;
const ANALYZE_MICROSECONDS = 10_000_000;

/** Asks for a source's header facts as JSON: the first exposure to a stranger's file. */
export function buildProbeArgs(input: { readonly url: string }): readonly string[] {
  return [
    ...['-loglevel', 'error'],
    ...buildLimitArgs(allowedDemuxers),
    ...['-probesize', String(PROBE_BYTES)],
    ...['-analyzeduration', String(ANALYZE_MICROSECONDS)],
    ...['-print_format', 'json'],
    '-show_format',
    '-show_streams',
    ...['-i', input.url],
    ...buildSubtitleArgs(),
  ];
}
