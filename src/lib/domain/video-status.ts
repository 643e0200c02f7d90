import { createTransitionTable } from './transition-table.ts';

export const videoStatuses = [
  'uploading',
  'queued',
  'processing',
  'ready',
  'failed',
  'cancelled',
  'deleted',
] as const;
export type VideoStatus = (typeof videoStatuses)[number];

/** The life of a video. A retry leads back to `queued`; nothing leads back from `deleted`. */
export const videoTransitions = createTransitionTable<VideoStatus>({
  uploading: ['queued', 'failed', 'cancelled', 'deleted'],
  queued: ['processing', 'failed', 'cancelled', 'deleted'],
  processing: ['ready', 'failed', 'cancelled', 'deleted'],
  ready: ['deleted'],
  failed: ['queued', 'deleted'],
  cancelled: ['queued', 'deleted'],
  deleted: [],
});

/** Work is under way or waiting for it. */
export function isInFlight(status: VideoStatus): boolean {
  return videoTransitions.canMove(status, 'cancelled') && status !== 'uploading';
}

export const visibilities = ['private', 'unlisted', 'public'] as const;
export type Visibility = (typeof visibilities)[number];

export const moderationStates = ['pending', 'approved', 'rejected', 'hidden'] as const;
export type ModerationState = (typeof moderationStates)[number];
