import { createTransitionTable } from '#lib/domain/transition-table.ts';
import type { Problem } from '../problem.ts';
import type { UploadDetails } from './upload-api.ts';
import { type UploadPace, unknownPace } from './upload-speed.ts';

export type UploadPhase = 'waiting' | 'checking' | 'sending' | 'completing' | 'done' | 'failed' | 'cancelled';

/** The life of one upload in the page. A retry leads back to `waiting`. */
export const uploadTransitions = createTransitionTable<UploadPhase>({
  waiting: ['checking', 'cancelled'],
  checking: ['sending', 'failed', 'cancelled'],
  sending: ['completing', 'failed', 'cancelled'],
  // Not to be cancelled: the server may have taken it already, and what then exists is a video.
  completing: ['sending', 'done', 'failed'],
  failed: ['waiting', 'cancelled'],
  done: [],
  cancelled: [],
});

/** What the page shows of one upload. Replaced as a whole at each change. */
export interface UploadState {
  readonly id: string;
  readonly filename: string;
  readonly sizeBytes: number;
  readonly phase: UploadPhase;
  readonly sentBytes: number;
  readonly pace: UploadPace;
  /** The network, the storage or the server did not answer: it is tried again by itself. */
  readonly isWaiting: boolean;
  readonly details: UploadDetails;
  /** Known once the server has opened the upload. */
  readonly videoId: string | null;
  readonly problem: Problem | null;
  /** Title or visibility could not be stored. */
  readonly detailsProblem: Problem | null;
}

export function initialUpload(
  id: string,
  file: { readonly name: string; readonly size: number },
): UploadState {
  return {
    id,
    filename: file.name,
    sizeBytes: file.size,
    phase: 'waiting',
    sentBytes: 0,
    pace: unknownPace,
    isWaiting: false,
    details: { title: file.name.replace(/\.[^.]+$/, '').slice(0, 200) || 'Untitled', visibility: 'private' },
    videoId: null,
    problem: null,
    detailsProblem: null,
  };
}

/** Leaving the page now would lose the upload. */
export function isUnfinished({ phase }: UploadState): boolean {
  return phase !== 'failed' && !uploadTransitions.isTerminal(phase);
}

/** Share that is sent, 0…100, whole; the last percent is the server's word that all is there. */
export function uploadPercent({ phase, sentBytes, sizeBytes }: UploadState): number {
  if (phase === 'done') return 100;
  return sizeBytes === 0 ? 0 : Math.min(99, Math.floor((100 * sentBytes) / sizeBytes));
}
