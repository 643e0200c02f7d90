import { createTransitionTable } from './transition-table.ts';

export const taskKinds = ['probe', 'content', 'encode', 'audio', 'stills', 'thumbnail', 'verify'] as const;
export type TaskKind = (typeof taskKinds)[number];

export const taskStatuses = ['waiting', 'leased', 'done', 'failed', 'cancelled'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/**
 * A leased task falls back to `waiting` when its lease is lost. A retry of the video revives failed ones.
 * A done one is made anew when `verify` found its output wanting, or a retry the whole.
 */
export const taskTransitions = createTransitionTable<TaskStatus>({
  waiting: ['leased', 'cancelled', 'failed'],
  leased: ['done', 'failed', 'cancelled', 'waiting'],
  done: ['waiting'],
  failed: ['waiting'],
  cancelled: ['waiting'],
});

/** How often a task may end badly, by cause, before its video fails; `redone`: how often `verify` may send it back. */
export const attemptCaps = { ffmpegErrors: 3, lostLeases: 20, outOfMemory: 2, redone: 1 } as const;
