import { planFrameRate } from '../../../src/lib/domain/frame-rate.ts';
import { planGrid } from '../../../src/lib/domain/grid.ts';
import { MediaError } from '../../../src/lib/domain/media-error.ts';
import { type SourceFacts, toNumber } from '../../../src/lib/domain/source-facts.ts';

/**
 * The most that a source may be. Each is far above what people upload and far below what a small file
 * can claim. What a run of FFmpeg may use, whatever the file claims, is in `run-limits.ts`.
 */
export const mediaLimits = {
  /** 8192x4320: the largest picture of a consumer camera. 16384x8192 took 761 MB to decode. */
  pixels: 8192 * 4320,
  /** H.264 has no wider picture: a pixel aspect of 65535:1 would ask for one. */
  sidePixels: 16_384,
  /** A camera writes 2 to 5; every one costs FFmpeg buffers. Attachments count. */
  streams: 64,
  /** A day of conference is uploaded in two. */
  durationSeconds: 12 * 3600,
  /** Of the source or of a rung: 12 h at 60 a second. A file of 850 kB can hold 60,000. */
  frames: 12 * 3600 * 60,
  /** Frames times pixels: 12 h of 1080p60, 3 h of 4K60, 90 min of 8K30. Work goes with it, and bytes do not. */
  totalPixels: 12 * 3600 * 60 * 1920 * 1080,
  /** The header's facts as JSON: 64 streams take 100 kB, what is more is tags. */
  probeCharacters: 4_000_000,
} as const;

/**
 * Refuses a source that is larger than we encode, by what was measured.
 * @throws MediaError MEDIA_LIMIT_EXCEEDED
 */
export function refuseOversize({ video, durationSeconds, frameCount }: SourceFacts): void {
  const { totalFrames } = planGrid(planFrameRate(video), durationSeconds, 1);
  const sourceFrames = frameCount ?? durationSeconds * toNumber(video.frameRate);
  const frames = Math.max(totalFrames, sourceFrames);
  const pixels = Math.max(video.width * video.height, video.codedWidth * video.codedHeight);
  const isOversize =
    pixels > mediaLimits.pixels ||
    Math.max(video.width, video.height) > mediaLimits.sidePixels ||
    durationSeconds > mediaLimits.durationSeconds ||
    frames > mediaLimits.frames ||
    frames * pixels > mediaLimits.totalPixels;
  if (isOversize) throw new MediaError('MEDIA_LIMIT_EXCEEDED');
}
