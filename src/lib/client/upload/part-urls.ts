import type { SignedPart } from './upload-api.ts';

/** Few, because a URL ages while it waits; not one, because each batch costs a round trip. */
const BATCH_SIZE = 8;

export interface PartUrls {
  /** URL of a part, signed just in time together with the parts that come next. */
  of(partNumber: number): Promise<string>;
  /** Forgets a URL that the storage refused, so that the next `of` signs anew. */
  discard(partNumber: number): void;
}

export function createPartUrls(
  partNumbers: readonly number[],
  sign: (partNumbers: readonly number[]) => Promise<readonly SignedPart[]>,
): PartUrls {
  const urls = new Map<number, Promise<string>>();

  function signBatch(first: number): Promise<string> {
    const later = partNumbers.filter((number) => number > first && !urls.has(number));
    const batch = [first, ...later.slice(0, BATCH_SIZE - 1)];
    const signing = sign(batch);
    for (const number of batch) {
      const url = signing.then((parts) => {
        const part = parts.find((candidate) => candidate.partNumber === number);
        if (!part) throw new Error(`part ${number} was not signed`);
        return part.url;
      });
      // Whoever needs this part sees the failure; until then nobody listens.
      url.catch(() => urls.delete(number));
      urls.set(number, url);
    }
    return urls.get(first) ?? Promise.reject(new Error(`part ${first} was not signed`));
  }

  return {
    of: (partNumber) => urls.get(partNumber) ?? signBatch(partNumber),
    discard: (partNumber) => {
      urls.delete(partNumber);
    },
  };
}
