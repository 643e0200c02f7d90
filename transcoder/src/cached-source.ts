import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { MediaStore, Source } from './media-store.ts';
import { BLOCK_BYTES } from './source-windows.ts';

/** 48 MiB a worker: all of a short video, of which several programs read the same parts at a time. */
const MAX_BLOCKS = 48;

/** A store that never answers must not hold all who wait for the same block. */
const READ_TIMEOUT_MS = 60_000;

/**
 * Keeps the pieces of sources that were read last. Every program that opens a file reads the same few of them (its
 * head, and its index at the end), and the first tasks of a video together open it a dozen times and read it thrice.
 */
export function cacheSources(store: MediaStore): MediaStore {
  const blocks = new Map<string, Promise<Buffer>>();

  function readBlock(source: Source, index: number): Promise<Buffer> {
    const name = `${source.bucket}/${source.key}/${source.etag}/${index}`;
    const known = blocks.get(name);
    blocks.delete(name);
    const first = index * BLOCK_BYTES;
    const last = Math.min(first + BLOCK_BYTES, source.sizeBytes) - 1;
    // Not the asker's signal: FFmpeg hangs up as it likes, and others may wait for the same block.
    const block =
      known ?? store.readSource(source, { first, last }, AbortSignal.timeout(READ_TIMEOUT_MS)).then(buffer);
    // To the end of the line: the first in it was used least lately.
    blocks.set(name, block);
    for (const oldest of blocks.keys()) {
      if (blocks.size <= MAX_BLOCKS) break;
      blocks.delete(oldest);
    }
    block.catch(() => {
      if (blocks.get(name) === block) blocks.delete(name);
    });
    return block;
  }

  return {
    ...store,
    async readSource(source, { first, last }, signal) {
      const index = Math.floor(first / BLOCK_BYTES);
      if (index !== Math.floor(last / BLOCK_BYTES)) return store.readSource(source, { first, last }, signal);
      const block = await readBlock(source, index);
      const start = index * BLOCK_BYTES;
      return Readable.from([block.subarray(first - start, last + 1 - start)]);
    },
  };
}
