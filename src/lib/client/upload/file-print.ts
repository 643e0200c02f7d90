import { ProblemError } from '../problem.ts';

/** What tells a file from any other, and from itself once it has changed, without reading all of it. */
export interface FilePrint {
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
  /** Of bytes from all over the file. */
  readonly sample: string;
}

const SAMPLES = 16;
const SAMPLE_BYTES = 16 * 1024;

/** The file is not what it was, or is gone. Never retried: what has arrived belongs to another content. */
export const fileChanged = (options?: ErrorOptions) =>
  new ProblemError(
    {
      code: 'FILE_CHANGED',
      sentence:
        'The file was changed, moved or deleted while it was uploaded, so the upload was given up: half of each would be no video. Choose the file again to upload it as it is now.',
      details: {},
    },
    options,
  );

/**
 * Reads bytes of a file from the disk.
 * @throws ProblemError FILE_CHANGED when they are not there any more (the browser checks the time of the last change)
 */
export async function readBytes(file: Blob, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.slice(start, start + length).arrayBuffer());
  } catch (cause) {
    throw fileChanged({ cause });
  }
  if (bytes.length !== length) throw fileChanged();
  return bytes;
}

/** @throws ProblemError FILE_CHANGED */
export async function takePrint(file: File): Promise<FilePrint> {
  const length = Math.min(SAMPLE_BYTES, file.size);
  let sums: Sums = [0, 0];
  for (let number = 0; number < SAMPLES; number++) {
    // The first bytes, the last, and those between at equal distances.
    const start = Math.floor(((file.size - length) * number) / (SAMPLES - 1));
    sums = addBytes(sums, await readBytes(file, start, length));
  }
  const sample = sums.map((sum) => (sum >>> 0).toString(16).padStart(8, '0')).join('');
  return { sizeBytes: file.size, lastModifiedMs: file.lastModified, sample };
}

export const isSamePrint = (one: FilePrint, other: FilePrint): boolean =>
  one.sizeBytes === other.sizeBytes &&
  one.lastModifiedMs === other.lastModifiedMs &&
  one.sample === other.sample;

type Sums = readonly [number, number];

/** Two multiplicative sums of 32 bits: they tell files apart, against nobody's will. SHA-256 is for https alone. */
function addBytes([first, second]: Sums, bytes: Uint8Array): Sums {
  for (const byte of bytes) {
    first = Math.imul(first ^ byte, 0x01000193) + 1;
    second = Math.imul(second ^ byte, 0x9e3779b1) + 1;
  }
  return [first, second];
}
