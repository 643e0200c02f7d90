/** Files to upload whose content nobody looks at. */
import { createCipheriv, createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MIB = 1024 ** 2;

export interface MadeFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** A file that begins like a video and goes on like noise; the same name has the same bytes. */
export async function makeFile(name: string, sizeBytes: number): Promise<MadeFile> {
  const folder = path.join(tmpdir(), 'sluice-upload-files');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.mp4`);
  const noise = createCipheriv('aes-128-ctr', createHash('md5').update(name).digest(), Buffer.alloc(16));
  const hash = createHash('sha256');
  await using handle = await open(file, 'w');
  for (let at = 0; at < sizeBytes; at += MIB) {
    const block = noise.update(Buffer.alloc(Math.min(MIB, sizeBytes - at)));
    if (at === 0) block.write('\0\0\0\x18ftypmp42', 'latin1');
    hash.update(block);
    await handle.write(block);
  }
  return { path: file, sizeBytes, sha256: hash.digest('hex') };
}
