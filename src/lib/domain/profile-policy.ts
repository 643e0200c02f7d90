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

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 0 to 1, evenly spread over ids (FNV-1a, mixed once more: its upper bits hardly see the last letters). */
function shareOf(videoId: string): number {
  let hash = FNV_OFFSET;
  for (const letter of videoId) hash = Math.imul(hash ^ letter.charCodeAt(0), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
