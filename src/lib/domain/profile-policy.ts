import { shareOf } from './id-share.ts';
import { type Profile, profiles, type RungName } from './profiles.ts';

export interface Capacity {
  /** Interruptible workers exist: on ECS alone, a local process is never taken away for its price. */
  readonly hasSpot: boolean;
  /** SPOT_LARGEST_RUNG: an optional saving. */
  readonly spotLargestRung: RungName | null;
}

/** A lost task of a larger source costs more than spot saves, and a person waits longer for it anyway. */
const SPOT_BELOW_BYTES = 1_000_000_000;
const SPOT_SHARE = 0.7;

/**
 * Chooses where a video is encoded, and so how. Pure: by its id, so that a replay decides the same.
 * @param sizeBytes of the source
 */
export function chooseProfile(videoId: string, sizeBytes: number, capacity: Capacity): Profile {
  const isSpot = capacity.hasSpot && sizeBytes < SPOT_BELOW_BYTES && shareOf(videoId) < SPOT_SHARE;
  return isSpot ? { ...profiles.spot, largestRung: capacity.spotLargestRung } : profiles['on-demand'];
}
