import { readBytes } from './file-print.ts';

const MIB = 1024 ** 2;
/** Larger parts (files above 625 GiB) go without: WebCrypto hashes only what is in memory as a whole. */
const LARGEST_HASHED = 64 * MIB;

interface PartBody {
  /**
   * A slice of the file: the browser sends it from the disk, and no copy of it lies in the page's memory. Chromium
   * would also tell the bytes of an array, in base64, to whoever watches the network: developer tools, tests.
   */
  readonly body: Blob;
  /** Base64; undefined where the browser offers no WebCrypto (plain http) or the part is too large. */
  readonly sha256: string | undefined;
}

/**
 * Hashes a part of a file. What is sent later is read again: S3 refuses it if it is not what was hashed.
 * @throws ProblemError FILE_CHANGED
 */
export async function readPart(
  file: Blob,
  partSize: number,
  start: number,
  length: number,
): Promise<PartBody> {
  const body = file.slice(start, start + length);
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (!subtle || partSize > LARGEST_HASHED) {
    // Only to be told when the file is not what it was; the browser's own error looks like a broken line.
    await readBytes(file, start, 1);
    return { body, sha256: undefined };
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', await readBytes(file, start, length)));
  return { body, sha256: btoa(String.fromCharCode(...digest)) };
}
