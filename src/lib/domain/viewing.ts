/** How long a viewer who was counted for a video is not counted for it again. */
export const VIEW_WINDOW_MS = 24 * 3_600_000;
/** Who leaves before has looked in, and not watched. */
const COUNTED_AFTER_MS = 10_000;
/** Of a video shorter than twice the above: this share of it. */
const COUNTED_SHARE = 0.5;
/** Players tell every ten seconds; what they claim after a longer silence is not believed further back. */
const MOST_PER_BEAT_MS = 60_000;

/** What one viewer has watched of one video since they were last counted anew. */
export interface Viewing {
  readonly watchedMs: number;
  readonly lastBeatAt: Date;
  /** Null while it is no view yet. */
  readonly countedAt: Date | null;
}

export interface Beat {
  /** What the player says it has shown since its last beat: time that passed, at whatever speed it plays. */
  readonly claimedMs: number;
  /** When the page was given its token: nothing was watched before. */
  readonly openedAt: Date;
  /** Null while it is not known. */
  readonly durationMs: number | null;
}

interface BeatEffect {
  readonly after: Viewing;
  /** They are not counted, and have watched enough to be. */
  readonly hasSeenEnough: boolean;
  /** What the video's watch time grows by. Of who is not counted yet it grows when they are, by all that they have watched. */
  readonly addedMs: number;
}

/** From then on the viewer counts: ten seconds, or half of a video that is shorter than twenty. */
function countedAfterMs(durationMs: number | null): number {
  return durationMs === null ? COUNTED_AFTER_MS : Math.min(COUNTED_AFTER_MS, durationMs * COUNTED_SHARE);
}

export function isCounted({ countedAt }: Viewing, now: Date): boolean {
  return countedAt !== null && now.getTime() - countedAt.getTime() < VIEW_WINDOW_MS;
}

/**
 * What a beat of the player adds. No more than the clock has gone on since the viewer's last beat, in whatever tab, and since the
 * page was opened: who claims more than passed, beats faster or opens ten tabs gains nothing.
 */
export function applyBeat(before: Viewing, beat: Beat, now: Date): BeatEffect {
  const heardUntil = Math.max(before.lastBeatAt.getTime(), beat.openedAt.getTime());
  const passedMs = Math.max(0, now.getTime() - heardUntil);
  const creditMs = Math.round(Math.max(0, Math.min(beat.claimedMs, passedMs, MOST_PER_BEAT_MS)));
  const wasCounted = isCounted(before, now);
  // A view of more than a window ago is history: they begin anew.
  const soFarMs = wasCounted || before.countedAt === null ? before.watchedMs : 0;
  const watchedMs = soFarMs + creditMs;
  return {
    after: { watchedMs, lastBeatAt: now, countedAt: wasCounted ? before.countedAt : null },
    hasSeenEnough: !wasCounted && creditMs > 0 && watchedMs >= countedAfterMs(beat.durationMs),
    addedMs: wasCounted ? creditMs : 0,
  };
}
