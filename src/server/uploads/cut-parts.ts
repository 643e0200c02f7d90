/** A run of a file's bytes that ends where a part ends, or where the stream did. */
export interface CutPart {
  readonly bytes: Uint8Array;
  /** `whole`: as long as parts are. `last`: the stream ended well. `cut`: it broke off, and its error follows. */
  readonly end: 'whole' | 'last' | 'cut';
}

/**
 * Gathers a stream into parts. Memory: one part, and the stream is read only as parts are taken.
 * @param head what belongs before the stream's first byte: less than a part
 * @param mostBytes how many there can be, `head` included: a small file needs no buffer of a whole part
 */
export async function* cutParts(
  stream: AsyncIterable<Uint8Array>,
  { partSize, head, mostBytes }: { partSize: number; head: Uint8Array; mostBytes: number },
): AsyncGenerator<CutPart, void, undefined> {
  let expected = mostBytes;
  const open = (): Uint8Array => new Uint8Array(Math.min(partSize, Math.max(1, expected)));
  let buffer = open();
  buffer.set(head);
  let filled = head.length;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const chunk of stream) {
      for (let at = 0; at < chunk.length; ) {
        if (filled === buffer.length) buffer = grow(buffer, partSize);
        const taken = chunk.subarray(at, at + buffer.length - filled);
        buffer.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (filled < partSize) continue;
        yield { bytes: buffer, end: 'whole' };
        expected -= partSize;
        buffer = open();
        filled = 0;
      }
    }
  } catch (error) {
    failure = { error };
  }
  if (filled > 0) yield { bytes: buffer.subarray(0, filled), end: failure ? 'cut' : 'last' };
  if (failure) throw failure.error;
}

/** More came than was expected: whoever takes the parts says whether that is too much. */
function grow(full: Uint8Array, partSize: number): Uint8Array {
  const larger = new Uint8Array(Math.min(partSize, full.length * 2));
  larger.set(full);
  return larger;
}
