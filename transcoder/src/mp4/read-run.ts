import { Mp4Error } from './mp4-error.ts';
import type { Sample } from './read-segment.ts';

/** What a sample has where the run states nothing of its own. */
export type SampleDefaults = Pick<Sample, 'durationTicks' | 'sizeBytes' | 'flags'>;

const TRUN = {
  dataOffset: 0x1,
  firstFlags: 0x4,
  duration: 0x100,
  size: 0x200,
  flags: 0x400,
  composition: 0x800,
} as const;

/**
 * Reads the samples of one `trun`. Version 1 has signed composition offsets.
 * @param dataBytes size of the data that the samples share
 */
export function readRun(content: DataView, defaults: SampleDefaults, dataBytes: number): readonly Sample[] {
  const isSigned = content.getUint8(0) === 1;
  const present = content.getUint32(0) & 0xffffff;
  const count = content.getUint32(4);
  let offset = 8;
  if (present & TRUN.dataOffset) offset += 4;
  const next = (bit: number, fallback: number): number => {
    if (!(present & bit)) return fallback;
    offset += 4;
    return content.getUint32(offset - 4);
  };
  const firstFlags = next(TRUN.firstFlags, defaults.flags);
  const fields = [TRUN.duration, TRUN.size, TRUN.flags, TRUN.composition];
  const entryBytes = 4 * fields.filter((bit) => present & bit).length;
  if (offset + entryBytes * count > content.byteLength)
    throw new Mp4Error(`sample run claims ${count} samples`);
  // Equal samples (silence, a still picture) are stated nowhere and cost no bytes, so the count alone must not make us
  // allocate: no sample is smaller than a byte.
  if (entryBytes === 0 && count > Math.max(1, dataBytes))
    throw new Mp4Error(`sample run of ${count} samples in ${dataBytes} bytes`);
  return Array.from({ length: count }, (_, index) => {
    const durationTicks = next(TRUN.duration, defaults.durationTicks);
    const sizeBytes = next(TRUN.size, defaults.sizeBytes);
    const flags = next(TRUN.flags, index === 0 ? firstFlags : defaults.flags);
    const composition = next(TRUN.composition, 0);
    return { durationTicks, sizeBytes, flags, compositionTicks: isSigned ? composition | 0 : composition };
  });
}
