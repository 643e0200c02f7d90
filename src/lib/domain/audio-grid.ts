/** Of all sound that we make; its track's timescale too. */
export const AUDIO_SAMPLE_RATE = 48_000;

/** Of AAC-LC. */
export const SAMPLES_PER_FRAME = 1024;

/**
 * Lengths of the audio segments, in samples, as FFmpeg will cut them: at the first AAC frame at or after
 * each multiple of the segment's length. Lets playlists state them before the sound is encoded.
 */
export function planAudioSegments(durationSeconds: number, segmentSeconds: number): readonly number[] {
  const samples = Math.round(durationSeconds * AUDIO_SAMPLE_RATE);
  const frames = Math.ceil(samples / SAMPLES_PER_FRAME);
  const lengths: number[] = [];
  let start = 0;
  while (start < frames) {
    const border = (segmentSeconds * (lengths.length + 1) * AUDIO_SAMPLE_RATE) / SAMPLES_PER_FRAME;
    const end = Math.min(frames, Math.max(start + 1, Math.ceil(round(border))));
    // The last frame's padding is not counted: the muxer gives it the length of its sound.
    lengths.push(Math.min(samples, end * SAMPLES_PER_FRAME) - start * SAMPLES_PER_FRAME);
    start = end;
  }
  return lengths;
}

/** Looked for so far back: with segments of whole seconds a border falls on a frame after eight at most. */
const MAX_STEPS_BACK = 16;

/**
 * The last segment, up to `number`, that begins exactly where a multiple of the segments' length falls on an AAC frame.
 * An encode that begins there is cut as one that began at 0. Undefined where there is none near.
 */
export function findExactStart(number: number, segmentSeconds: number): number | undefined {
  for (let start = number; start >= Math.max(0, number - MAX_STEPS_BACK); start--) {
    const frames = round((segmentSeconds * start * AUDIO_SAMPLE_RATE) / SAMPLES_PER_FRAME);
    if (Number.isInteger(frames)) return start;
  }
  return undefined;
}

/** Clears the noise of binary fractions, which would lift a whole number over its ceiling. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
