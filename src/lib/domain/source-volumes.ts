import { type PartPlan, partBytes, type ReceivedPart } from './multipart.ts';

/**
 * A store may copy every byte when it joins parts, and then takes longer the longer the video is. So a long source lies
 * in several objects, its volumes, and all but the last few are joined while the rest is still on its way.
 */
export const PARTS_PER_VOLUME = 8;

/**
 * How many parts behind the one that is asked for a volume is looked at: three lie between where a few are sent at a time,
 * as over most lines, and no uploader sends more than eight.
 */
const DUE_AFTER: readonly number[] = [3, 8];

export interface PlannedVolume {
  /** From 0. */
  readonly number: number;
  /** The number, in the whole upload, of the first of its parts. */
  readonly firstPart: number;
  readonly partCount: number;
  readonly sizeBytes: number;
}

/** @returns null for a source that is stored as one object */
export function choosePartsPerVolume(
  { partCount }: Pick<PartPlan, 'partCount'>,
  most: number | null,
): number | null {
  return most !== null && partCount > most ? most : null;
}

/** @param partsPerVolume null: one object holds all parts */
export function planVolumes(
  sizeBytes: number,
  parts: PartPlan,
  partsPerVolume: number | null,
): readonly PlannedVolume[] {
  const most = partsPerVolume ?? parts.partCount;
  return Array.from({ length: Math.ceil(parts.partCount / most) }, (_, number) => {
    const firstPart = number * most + 1;
    const partCount = Math.min(most, parts.partCount - number * most);
    const lastPart = firstPart + partCount - 1;
    const before = (firstPart - 1) * parts.partSize;
    const end = (lastPart - 1) * parts.partSize + partBytes(sizeBytes, parts, lastPart);
    return { number, firstPart, partCount, sizeBytes: end - before };
  });
}

export function holdsPart(
  volume: Pick<PlannedVolume, 'firstPart' | 'partCount'>,
  partNumber: number,
): boolean {
  return partNumber >= volume.firstPart && partNumber < volume.firstPart + volume.partCount;
}

/** Whether that part is one of the few by which a volume may be whole. */
export function isDueBy(volume: Pick<PlannedVolume, 'firstPart' | 'partCount'>, partNumber: number): boolean {
  const lastPart = volume.firstPart + volume.partCount - 1;
  return DUE_AFTER.includes(partNumber - lastPart);
}

/** The store counts parts from 1 in each volume; everybody else counts through the whole upload. */
export function partInVolume({ firstPart }: Pick<PlannedVolume, 'firstPart'>, partNumber: number): number {
  return partNumber - firstPart + 1;
}

export function partInUpload(
  { firstPart }: Pick<PlannedVolume, 'firstPart'>,
  part: ReceivedPart,
): ReceivedPart {
  return { ...part, partNumber: part.partNumber + firstPart - 1 };
}

export interface VolumeRange<Volume> {
  readonly volume: Volume;
  /** Within the volume, both inclusive. */
  readonly first: number;
  readonly last: number;
}

/**
 * Where a piece of a source lies.
 * @param range within the source, both inclusive; within one volume, as every range that lies within one MiB is
 */
export function findInVolumes<Volume extends { readonly sizeBytes: number }>(
  volumes: readonly Volume[],
  range: { readonly first: number; readonly last: number },
): VolumeRange<Volume> {
  let before = 0;
  for (const volume of volumes) {
    const first = range.first - before;
    const last = range.last - before;
    if (first < volume.sizeBytes) {
      if (first < 0 || last >= volume.sizeBytes) break;
      return { volume, first, last };
    }
    before += volume.sizeBytes;
  }
  throw new RangeError(`no volume holds the bytes ${range.first} to ${range.last}`);
}
