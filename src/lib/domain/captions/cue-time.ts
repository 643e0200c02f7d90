import { captionFault } from './cue.ts';

const TIME = String.raw`(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})`;
const timing = new RegExp(String.raw`^\s*${TIME}\s+-->\s+${TIME}(?:\s+(.*))?$`);

export interface CueTiming {
  readonly startMs: number;
  readonly endMs: number;
  /** What stands behind the times. */
  readonly rest: string;
}

/**
 * Reads `00:00:01,000 --> 00:00:04,000`, with the comma of SRT or the point of WebVTT.
 * @throws AppError VALIDATION_FAILED that names the line
 */
export function readTiming(text: string, line: number): CueTiming {
  const found = timing.exec(text);
  if (!found) throw captionFault(line, 'expected times such as 00:00:01,000 --> 00:00:04,000.');
  const [, h1, m1, s1, f1, h2, m2, s2, f2, rest = ''] = found;
  const startMs = toMs(h1, m1, s1, f1);
  const endMs = toMs(h2, m2, s2, f2);
  if (endMs <= startMs) throw captionFault(line, 'the end is not after the start.');
  return { startMs, endMs, rest };
}

function toMs(hours = '0', minutes = '0', seconds = '0', thousandths = '0'): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(thousandths);
}
