import { forecastQueue, type VideoForecast } from '#lib/domain/eta.ts';
import type { Database } from '../db/client.ts';
import { LAUNCHER_DUTY } from '../health/service.ts';
import type { Clock } from '../ports/clock.ts';
import { isHeld } from './queue-repository.ts';
import { readQueueState } from './queue-state.ts';

/** What the queue promises a video at this moment. */
export interface Outlook {
  /** `starting`: launched, or about to be. `none`: no orchestrator runs either, so nobody knows when. */
  readonly workers: 'working' | 'starting' | 'none';
  /** Until its last task is done; null when nobody works. */
  readonly secondsLeft: number | null;
  /** Until one of its tasks has a worker; 0 when one has. */
  readonly startsInSeconds: number;
  /** Other videos that are served before it. */
  readonly ahead: number;
}

interface Reading {
  readonly atMs: number;
  readonly workers: Outlook['workers'];
  readonly forecasts: ReadonlyMap<string, VideoForecast>;
}

/** One reading serves every video and every reader of this replica for so long. */
const FRESH_MS = 1_000;
/** One that came too late to be in it gets a new one, but no sooner than this. */
const FRESH_FOR_NEW_MS = 250;
/** A queue that takes long to play through is played so much more rarely. */
const REST_PER_READING = 10;

/** Foretells when each video is ready, from the whole queue. Every answer comes from MySQL; replicas agree within a second. */
export function createForecastService(parts: { db: Database; clock: Clock; launcherName: string }) {
  const { db, clock, launcherName } = parts;
  let latest: { readonly reading: Promise<Reading>; readonly startedMs: number; restMs: number } | undefined;

  async function read(): Promise<Reading> {
    const now = clock.now();
    const canLaunch = await isHeld(db, LAUNCHER_DUTY, now);
    const state = await readQueueState(db, now, canLaunch ? launcherName : null);
    const isWorking = state.workers.some((seconds) => seconds === 0);
    const workers = isWorking ? 'working' : state.workers.length > 0 ? 'starting' : 'none';
    // The order is known even while nobody works.
    const played = workers === 'none' ? { ...state, workers: [0] } : state;
    return { atMs: now.getTime(), workers, forecasts: forecastQueue(played) };
  }

  function readFresh(freshMs: number): Promise<Reading> {
    const startedMs = clock.now().getTime();
    if (latest && startedMs - latest.startedMs < Math.max(freshMs, latest.restMs)) return latest.reading;
    const entry = { reading: read(), startedMs, restMs: 0 };
    latest = entry;
    entry.reading.then(
      () => {
        entry.restMs = (clock.now().getTime() - startedMs) * REST_PER_READING;
      },
      () => {
        // Whoever asked gets the error; the next one asks anew.
        if (latest === entry) latest = undefined;
      },
    );
    return entry.reading;
  }

  return {
    /** Null when the queue holds nothing of this video. */
    async of(videoId: string): Promise<Outlook | null> {
      let reading = await readFresh(FRESH_MS);
      if (!reading.forecasts.has(videoId)) reading = await readFresh(FRESH_FOR_NEW_MS);
      const { atMs, workers, forecasts } = reading;
      const forecast = forecasts.get(videoId);
      if (!forecast) return null;
      const age = (clock.now().getTime() - atMs) / 1000;
      const since = (seconds: number) => Math.max(0, seconds - age);
      return {
        workers,
        secondsLeft: workers === 'none' ? null : since(forecast.secondsLeft),
        startsInSeconds: since(forecast.startsInSeconds),
        ahead: forecast.ahead,
      };
    },
  };
}
