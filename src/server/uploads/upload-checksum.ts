import { createHash, type Hash } from 'node:crypto';

/** What tus clients may send; sha1 is the one that every server must know. */
export const checksumAlgorithms = ['sha1', 'sha256', 'sha512', 'md5'] as const;
type Algorithm = (typeof checksumAlgorithms)[number];

/** The sum of one request's bytes, as its client declared it. */
export interface UploadChecksum {
  readonly algorithm: Algorithm;
  /** Base64. */
  readonly digest: string;
}

/** What arrived is not what was sent: nothing of it is kept, and the client sends it again. */
export class ChecksumMismatch extends Error {
  override readonly name = 'ChecksumMismatch';
}

/** `sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=`; undefined for anything else. */
export function parseChecksum(header: string): UploadChecksum | undefined {
  const [, name = '', digest = ''] = /^(\w+) ([A-Za-z0-9+/]+={0,2})$/.exec(header) ?? [];
  const algorithm = checksumAlgorithms.find((known) => known === name);
  return algorithm && digest ? { algorithm, digest } : undefined;
}

/** Passes a stream on and sums it up. */
export function sumUp(stream: AsyncIterable<Uint8Array>, algorithm: Algorithm) {
  const hash: Hash = createHash(algorithm);
  async function* summed() {
    for await (const chunk of stream) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { stream: summed(), digest: () => hash.digest('base64') };
}
