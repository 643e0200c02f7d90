import { createTransitionTable } from '#lib/domain/transition-table.ts';
import type { Problem } from '../problem.ts';
import type { UploadDetails } from './upload-api.ts';
import { type UploadPace, unknownPace } from './upload-speed.ts';

export type UploadPhase =
  | 'waiting'
  | 'checking'
  | 'sending'
  | 'completing'
  | 'paused'
  | 'elsewhere'
  | 'interrupted'
  | 'done'
  | 'failed'
  | 'cancelled';

/** The life of one upload in the page. A retry leads back to `waiting`. */
export const uploadTransitions = createTransitionTable<UploadPhase>({
  waiting: ['checking', 'paused', 'cancelled'],
  checking: ['sending', 'completing', 'paused', 'elsewhere', 'interrupted', 'failed', 'cancelled'],
  sending: ['completing', 'paused', 'failed', 'cancelled'],
  // Not to be cancelled: the server may have taken it already, and what then exists is a video.
  completing: ['sending', 'interrupted', 'done', 'failed'],
  paused: ['waiting', 'cancelled'],
  // Another tab sends this file; this one takes over when that one is gone.
  elsewhere: ['waiting', 'paused', 'interrupted', 'failed', 'cancelled'],
  // Known from before the page was loaded; the file has to be chosen again.
  interrupted: ['waiting', 'cancelled'],
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
  /** Title, description or visibility could not be stored. */
  readonly detailsProblem: Problem | null;
}

export function initialUpload(
  id: string,
  file: { readonly name: string; readonly size: number },
): UploadState {
  const title = file.name.replace(/\.[^.]+$/, '').slice(0, 200) || 'Untitled';
  return {
    id,
    filename: file.name,
    sizeBytes: file.size,
    phase: 'waiting',
    sentBytes: 0,
    pace: unknownPace,
    isWaiting: false,
    details: { title, description: '', visibility: 'private' },
    videoId: null,
    problem: null,
    detailsProblem: null,
  };
}

/** At work or next in line: leaving the page now would break it off. */
export function isBusy({ phase }: UploadState): boolean {
  return ['waiting', 'checking', 'sending', 'completing'].includes(phase);
}

/** Something may still come of it, in this page. */
export function isUnfinished({ phase }: UploadState): boolean {
  return phase !== 'failed' && !uploadTransitions.isTerminal(phase);
}

/** Share that is sent, 0…100, whole; the last percent is the server's word that all is there. */
export function uploadPercent({ phase, sentBytes, sizeBytes }: UploadState): number {
  if (phase === 'done') return 100;
  return sizeBytes === 0 ? 0 : Math.min(99, Math.floor((100 * sentBytes) / sizeBytes));
}
