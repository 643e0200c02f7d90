import type { FactEffect } from '../transcodes/fact-effect.ts';
import type { AttemptEnd } from '../transcodes/requeue.ts';
import type { MetricsRegistry } from './registry.ts';

const watchableBuckets = [1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300, 900];
const readyBuckets = [5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400];
const taskBuckets = [0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1_800];
const speedBuckets = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32];

/** What workers do, as their events tell it: a worker may have ended before anybody could scrape it. */
export function createWorkMetrics(registry: MetricsRegistry) {
  const { counter, histogram } = registry;
  const attemptsEnded = counter(
    'sluice_attempts_ended_total',
    'Attempts at a task that ended badly, by cause, by what became of the task, and by the code its owner is told',
    ['cause', 'outcome', 'code'],
  );
  const taskSeconds = histogram(
    'sluice_task_duration_seconds',
    'Tasks that were done, from their lease to their end, by kind',
    taskBuckets,
    ['kind'],
  );
  const cpuSeconds = counter(
    'sluice_task_cpu_seconds_total',
    'Processor time of tasks that were done, as their workers metered it, by kind',
    ['kind'],
  );
  const segments = counter(
    'sluice_segments_bound_total',
    'Segments that workers stored and that count, by rung',
    ['track'],
  );
  const segmentBytes = counter('sluice_segments_bound_bytes_total', 'Bytes of those segments, by rung', [
    'track',
  ]);
  const speed = histogram(
    'sluice_transcode_speed_ratio',
    'Seconds of video encoded in a second, as FFmpeg tells it about once a second for each task',
    speedBuckets,
  );
  const watchable = histogram(
    'sluice_watchable_seconds',
    'From the whole upload to the first picture and sound that play',
    watchableBuckets,
  );
  const ready = histogram(
    'sluice_ready_seconds',
    'From the whole upload to the whole ladder; its count is the number of videos that became ready',
    readyBuckets,
  );

  const countAttemptEnd = ({ cause, outcome, code }: AttemptEnd) =>
    attemptsEnded.inc({ cause, outcome, code });

  return {
    countAttemptEnd,
    observeSpeed: (ratio: number) => speed.observe(ratio),
    observeReady: (seconds: number) => ready.observe(seconds),

    /** Call it after the commit: what is rolled back has not happened. */
    countEffect(effect: FactEffect): void {
      switch (effect.what) {
        case 'attempt-ended':
          countAttemptEnd(effect);
          break;
        case 'watchable':
          watchable.observe(effect.seconds);
          break;
        case 'segment-bound':
          segments.inc({ track: effect.track });
          segmentBytes.inc({ track: effect.track }, effect.sizeBytes);
          break;
        case 'task-done':
          taskSeconds.observe({ kind: effect.kind }, effect.seconds);
          cpuSeconds.inc({ kind: effect.kind }, effect.cpuSeconds);
          break;
      }
    },
  };
}
