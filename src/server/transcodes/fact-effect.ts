import type { TaskKind } from '#lib/domain/task-status.ts';
import type { AttemptEnd } from './requeue.ts';

/** What a worker's fact has changed, for whoever counts. It has happened once its transaction is committed. */
export type FactEffect =
  | { readonly what: 'segment-bound'; readonly track: string; readonly sizeBytes: number }
  /** Seconds since the upload was whole. */
  | { readonly what: 'watchable'; readonly seconds: number }
  | {
      readonly what: 'task-done';
      readonly kind: TaskKind;
      /** Since it was lent to the worker that has done it. */
      readonly seconds: number;
      /** Of FFmpeg and its like, as the worker metered them. */
      readonly cpuSeconds: number;
    }
  | ({ readonly what: 'attempt-ended' } & AttemptEnd);
