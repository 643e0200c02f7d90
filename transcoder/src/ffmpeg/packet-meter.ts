export interface PacketSpan {
  readonly packetCount: number;
  /** Start of the earliest and end of the last shown packet, on the file's own timeline. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Start of the last shown packet. */
  readonly lastStartSeconds: number;
  /** Starts of the shown keyframes, the first of them when there are very many. */
  readonly keyframeSeconds: readonly number[];
}

/** A source with more, where all of it is read, is not worth the memory. */
const MAX_KEYFRAMES = 5_000;

/** Adds up lines of `pts,dts,duration,flags`, in any order of time, in constant memory. */
export function createPacketMeter(): { push(line: string): void; span(): PacketSpan | null } {
  let packetCount = 0;
  let startSeconds = Number.POSITIVE_INFINITY;
  let endSeconds = Number.NEGATIVE_INFINITY;
  const keyframeSeconds: number[] = [];
  let lastStartSeconds = Number.NEGATIVE_INFINITY;
  return {
    push(line) {
      const [pts, dts, duration, flags] = line.split(',');
      // Discarded: before the start of an edit list, decoded but never shown.
      if (flags?.includes('D')) return;
      const start = readSeconds(pts) ?? readSeconds(dts);
      if (start === null) return;
      packetCount++;
      if (flags?.includes('K') && keyframeSeconds.length < MAX_KEYFRAMES) keyframeSeconds.push(start);
      startSeconds = Math.min(startSeconds, start);
      lastStartSeconds = Math.max(lastStartSeconds, start);
      endSeconds = Math.max(endSeconds, start + (readSeconds(duration) ?? 0));
    },
    span: () =>
      packetCount === 0 ? null : { packetCount, startSeconds, endSeconds, lastStartSeconds, keyframeSeconds },
  };
}

/** ffprobe writes N/A for what it does not know. */
export function readSeconds(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text.trim() === '' || !Number.isFinite(value) ? null : value;
}
