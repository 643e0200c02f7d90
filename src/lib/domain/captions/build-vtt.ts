import { formatVttTime } from '../vtt-time.ts';
import type { Cue } from './cue.ts';

/**
 * A WebVTT file of one's own making. The timestamp map is for HLS: it ties the captions' zero to that of
 * the media (RFC 8216, 3.5); everyone else passes over it.
 */
export function buildVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ startMs, endMs, settings, text }) => {
    const times = `${formatVttTime(startMs / 1000)} --> ${formatVttTime(endMs / 1000)}`;
    return `${settings === '' ? times : `${times} ${settings}`}\n${text}`;
  });
  return `${['WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0', ...blocks].join('\n\n')}\n`;
}
