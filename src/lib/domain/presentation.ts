import type { CaptionTrack } from './captions/caption-track.ts';
import type { Grid } from './grid.ts';
import { segmentSeconds } from './grid.ts';
import { AUDIO_TRACK, INIT_SEGMENT } from './object-keys.ts';
import type { Plan } from './plan.ts';

/** A bound segment, as MySQL knows it. */
export interface BoundSegment {
  readonly track: string;
  readonly number: number;
  readonly sizeBytes: number;
  readonly durationTicks: number;
  readonly codecs: string | null;
  readonly timescale: number | null;
}

export interface PresentedSegment {
  readonly durationTicks: number;
  readonly sizeBytes: number;
}

export interface Track {
  /** Rung name, or `audio`. */
  readonly name: string;
  readonly codecs: string;
  readonly timescale: number;
  /** In order from segment 0, without gaps. */
  readonly segments: readonly PresentedSegment[];
}

export interface VideoTrack extends Track {
  readonly width: number;
  readonly height: number;
}

/** Everything the manifests say, free of HLS and DASH. */
export interface Presentation {
  readonly frameRate: Grid['frameRate'];
  /** Longest nominal segment, for TARGETDURATION. */
  readonly maxSegmentSeconds: number;
  /** Largest first. */
  readonly video: readonly VideoTrack[];
  readonly audio: Track | null;
  readonly captions: readonly CaptionTrack[];
}

/** How a manifest refers to a track's files. */
export interface MediaUris {
  playlist(track: string): string;
  init(track: string): string;
  segment(track: string, number: number): string;
  /** HLS' playlist of one caption file. */
  captionPlaylist(caption: CaptionTrack): string;
  captionFile(caption: CaptionTrack): string;
}

/** Length of the whole: of its longest track. */
export function presentationSeconds({ video, audio }: Presentation): number {
  return Math.max(...[...video, ...(audio ? [audio] : [])].map(trackSeconds));
}

/**
 * Joins plan and bindings; captions come from elsewhere. Only tracks whose every segment is bound are presented.
 * @returns undefined when no rung is whole, or the planned audio is not
 */
export function present(
  plan: Plan,
  audioSegmentCount: number,
  bound: readonly BoundSegment[],
): Presentation | undefined {
  const tracks = Map.groupBy(bound, (segment) => segment.track);
  const video = plan.rungs.flatMap((rung) => {
    const track = assemble(rung.name, plan.grid.segmentCount, tracks.get(rung.name) ?? []);
    return track ? [{ ...track, width: rung.width, height: rung.height }] : [];
  });
  const audio = plan.audio ? assemble(AUDIO_TRACK, audioSegmentCount, tracks.get(AUDIO_TRACK) ?? []) : null;
  if (video.length === 0 || audio === undefined) return undefined;
  return {
    frameRate: plan.grid.frameRate,
    maxSegmentSeconds: segmentSeconds(plan.grid, 0),
    video,
    audio,
    captions: [],
  };
}

/** The track, when every segment of it is bound. */
export function assemble(
  name: string,
  segmentCount: number,
  bound: readonly BoundSegment[],
): Track | undefined {
  const byNumber = new Map(bound.map((segment) => [segment.number, segment]));
  const init = byNumber.get(INIT_SEGMENT);
  if (!init?.codecs || !init.timescale || segmentCount === 0) return undefined;
  const segments: PresentedSegment[] = [];
  for (let number = 0; number < segmentCount; number++) {
    const segment = byNumber.get(number);
    if (!segment) return undefined;
    segments.push({ durationTicks: segment.durationTicks, sizeBytes: segment.sizeBytes });
  }
  return { name, codecs: init.codecs, timescale: init.timescale, segments };
}

export function segmentDuration(track: Track, segment: PresentedSegment): number {
  return segment.durationTicks / track.timescale;
}

export function trackSeconds(track: Track): number {
  return track.segments.reduce((sum, segment) => sum + segment.durationTicks, 0) / track.timescale;
}

export function trackBytes(track: Track): number {
  return track.segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
}

/** Mean rate over the whole track, bits a second. */
export function averageBps(track: Track): number {
  return Math.round((8 * trackBytes(track)) / trackSeconds(track));
}

/** Highest rate of any one segment, bits a second: what HLS calls BANDWIDTH. */
export function peakBps(track: Track): number {
  const rates = track.segments.map((segment) => (8 * segment.sizeBytes) / segmentDuration(track, segment));
  return Math.ceil(Math.max(...rates));
}
