import { readBytes } from './file-print.ts';

const MIB = 1024 ** 2;
/** Larger parts (files above 625 GiB) are sent from the disk as they are: several would not fit into memory. */
const LARGEST_IN_MEMORY = 64 * MIB;

interface PartBody {
  readonly body: Blob | Uint8Array<ArrayBuffer>;
  /** Base64; undefined where the browser offers no WebCrypto (plain http) or the part is too large. */
  readonly sha256: string | undefined;
}

/**
 * Reads a part and hashes the very bytes that will be sent, so that S3 refuses any other.
 * @throws ProblemError FILE_CHANGED
 */
export async function readPart(
  file: Blob,
  partSize: number,
  start: number,
  length: number,
): Promise<PartBody> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (!subtle || partSize > LARGEST_IN_MEMORY) {
    // Only to be told when the file is not what it was; the browser's own error looks like a broken line.
    await readBytes(file, start, 1);
    return { body: file.slice(start, start + length), sha256: undefined };
  }
  const body = await readBytes(file, start, length);
  const digest = new Uint8Array(await subtle.digest('SHA-256', body));
  return { body, sha256: btoa(String.fromCharCode(...digest)) };
}
