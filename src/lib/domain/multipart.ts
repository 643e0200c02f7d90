const MIB = 1024 * 1024;

/** S3's own limits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MAX_PARTS = 10_000;
export const MIN_PART_BYTES = 5 * MIB;
export const MAX_OBJECT_BYTES = 5 * 1024 * 1024 * MIB;
/** One PUT or POST carries at most this much. */
export const MAX_SINGLE_PUT_BYTES = 5 * 1024 * MIB;
/** Small enough that a lost connection costs seconds, large enough that few requests are made. */
const PREFERRED_PART_BYTES = 8 * MIB;

/** How the bytes of each part are checked by the store while it takes them. */
export const partChecksums = ['sha256'] as const;
export type PartChecksum = (typeof partChecksums)[number];

export interface PartPlan {
  readonly partSize: number;
  readonly partCount: number;
}

/**
 * Cuts a file into parts, all equal but the last.
 * @param sizeBytes 1 … 5 TiB
 */
export function planParts(sizeBytes: number): PartPlan {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 1 || sizeBytes > MAX_OBJECT_BYTES) {
    throw new RangeError(`no multipart upload has ${sizeBytes} bytes`);
  }
  const smallest = Math.ceil(sizeBytes / MAX_PARTS);
  const partSize = Math.max(PREFERRED_PART_BYTES, Math.ceil(smallest / MIB) * MIB);
  return { partSize, partCount: Math.ceil(sizeBytes / partSize) };
}

/** Bytes of part `partNumber` (from 1, as S3 counts). */
export function partBytes(sizeBytes: number, parts: PartPlan, partNumber: number): number {
  if (partNumber < 1 || partNumber > parts.partCount) throw new RangeError(`no part ${partNumber}`);
  return Math.min(parts.partSize, sizeBytes - (partNumber - 1) * parts.partSize);
}

export interface ReceivedPart {
  readonly partNumber: number;
  readonly size: number;
  readonly etag: string;
  /** Base64, of the part's bytes; there when the sender declared it and the store has checked it. */
  readonly sha256?: string | undefined;
}

/** Numbers of the parts that a client saw another ETag of than the store has; quotes around it count for nothing. */
export function differentParts(
  received: readonly ReceivedPart[],
  claimed: readonly { readonly partNumber: number; readonly etag: string }[],
): number[] {
  const etags = new Map(received.map((part) => [part.partNumber, part.etag]));
  return claimed
    .filter((part) => etags.get(part.partNumber) !== part.etag.replaceAll('"', ''))
    .map((part) => part.partNumber);
}

/**
 * Numbers of the parts that are absent from S3's list, or there with another size than planned.
 * @param among those to look at: all of them unless a volume's are meant
 */
export function missingParts(
  sizeBytes: number,
  parts: PartPlan,
  received: readonly ReceivedPart[],
  among: { readonly firstPart: number; readonly partCount: number } = { ...parts, firstPart: 1 },
): number[] {
  const sizes = new Map(received.map((part) => [part.partNumber, part.size]));
  const missing: number[] = [];
  for (let number = among.firstPart; number < among.firstPart + among.partCount; number++) {
    if (sizes.get(number) !== partBytes(sizeBytes, parts, number)) missing.push(number);
  }
  return missing;
}
