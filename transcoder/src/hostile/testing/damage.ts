/** One small clip in each container that we take, and ways in which it arrives broken. */
export const containers = [
  { name: 'MP4, index last', file: 'a.mp4', args: [] },
  { name: 'MP4, index first', file: 'b.mp4', args: ['-movflags', 'faststart'] },
  { name: 'fragmented MP4', file: 'c.mp4', args: ['-movflags', 'frag_keyframe+empty_moov'] },
  { name: 'MOV', file: 'd.mov', args: [] },
  { name: 'Matroska', file: 'e.mkv', args: [] },
  { name: 'WebM', file: 'f.webm', args: ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus'] },
  { name: 'AVI', file: 'g.avi', args: ['-c:v', 'mpeg4', '-c:a', 'mp2'] },
  { name: 'MPEG-TS', file: 'h.ts', args: [] },
  { name: 'FLV', file: 'i.flv', args: [] },
] as const;

/** Numbers in 0…1, the same for the same seed: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Changes one byte in 500, anywhere: headers and samples alike. */
export function rot(bytes: Buffer, seed: number): Buffer {
  const random = createRandom(seed);
  const rotten = Buffer.from(bytes);
  for (let count = Math.ceil(bytes.length / 500); count > 0; count--) {
    rotten[Math.floor(random() * rotten.length)] = Math.floor(random() * 256);
  }
  return rotten;
}
