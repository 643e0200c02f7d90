import { AUDIO_SAMPLE_RATE, planAudioSegments } from './audio-grid.ts';
import { framesInSegment, gridSeconds, segmentSeconds } from './grid.ts';
import { lowestRung } from './lowest-rung.ts';
import { AUDIO_TRACK, INIT_SEGMENT } from './object-keys.ts';
import type { Plan, PlannedRung } from './plan.ts';
import { assemble, type BoundSegment, type Presentation, type Track } from './presentation.ts';

/** What can be asked about a video's bindings. */
type IsBound = (track: string, number: number) => boolean;

/** A video is playable from the moment its first picture can be shown with its sound. */
export function isPlayable(plan: Plan, isBound: IsBound): boolean {
  const lowest = lowestRung(plan)?.name ?? '';
  const tracks = plan.audio ? [lowest, AUDIO_TRACK] : [lowest];
  return tracks.every((track) => isBound(track, INIT_SEGMENT) && isBound(track, 0));
}

/**
 * What is offered of a video that is still being encoded: the lowest rung and the sound as they are PLANNED,
 * complete from the first segment to the last (players mis-handle playlists that grow), and every rung that
 * is whole. A segment that is not there yet is made next when a viewer asks for it.
 * @returns undefined until the video is playable
 */
export function presentEarly(plan: Plan, bound: readonly BoundSegment[]): Presentation | undefined {
  const tracks = Map.groupBy(bound, (segment) => segment.track);
  const isBound: IsBound = (track, number) =>
    tracks.get(track)?.some((segment) => segment.number === number) ?? false;
  if (!isPlayable(plan, isBound)) return undefined;
  const video = plan.rungs.flatMap((rung) => {
    const own = tracks.get(rung.name) ?? [];
    const track =
      assemble(rung.name, plan.grid.segmentCount, own) ??
      (rung === lowestRung(plan) ? foretell(rung.name, plannedVideo(plan, rung), own) : undefined);
    return track ? [{ ...track, width: rung.width, height: rung.height }] : [];
  });
  const audio = plan.audio ? foretell(AUDIO_TRACK, plannedAudio(plan), tracks.get(AUDIO_TRACK) ?? []) : null;
  if (audio === undefined) return undefined;
  return {
    frameRate: plan.grid.frameRate,
    maxSegmentSeconds: segmentSeconds(plan.grid, 0),
    video,
    audio,
    captions: [],
  };
}

type Planned = Track['segments'];

/** Sizes at the rung's cap: what a player may have to reckon with. */
function plannedVideo({ grid }: Plan, rung: PlannedRung): Planned {
  return Array.from({ length: grid.segmentCount }, (_, number) => ({
    durationTicks: framesInSegment(grid, number) * grid.ticksPerFrame,
    sizeBytes: Math.round((rung.maxrateBps * segmentSeconds(grid, number)) / 8),
  }));
}

/** Segments of the sound, as its one encode will cut them. */
function plannedAudio({ grid, audio }: Plan): Planned {
  if (!audio) return [];
  return planAudioSegments(gridSeconds(grid), audio.segmentSeconds).map((samples) => ({
    durationTicks: samples,
    sizeBytes: Math.round((audio.bitrateBps * samples) / AUDIO_SAMPLE_RATE / 8),
  }));
}

/** How many segments of a track there will be: what lies behind is no segment, now or later. */
export function plannedSegmentCount(plan: Plan, track: string): number {
  if (track === AUDIO_TRACK) return plannedAudio(plan).length;
  return plan.rungs.some(({ name }) => name === track) ? plan.grid.segmentCount : 0;
}

/** The track as planned, named by the init segment that is there already. */
function foretell(name: string, segments: Planned, bound: readonly BoundSegment[]): Track | undefined {
  const init = bound.find((segment) => segment.number === INIT_SEGMENT);
  if (!init?.codecs || !init.timescale) return undefined;
  return { name, codecs: init.codecs, timescale: init.timescale, segments };
}
