'use client';

import { type UploadState, uploadTransitions } from '#lib/client/upload/upload-state.ts';
import { useUploadQueue } from '#lib/client/upload/uploads-provider.tsx';

interface UploadActionsProps {
  readonly upload: UploadState;
  /** Trying again would only be refused again. */
  readonly isRefused: boolean;
}

/** What can be done about an upload in the phase it is in. */
export function UploadActions({ upload: { id, phase, filename }, isRefused }: UploadActionsProps) {
  const queue = useUploadQueue();
  const hasFailed = phase === 'failed';
  const isStoppable = !hasFailed && uploadTransitions.canMove(phase, 'cancelled');
  const name = <span className="sr-only"> {filename}</span>;
  return (
    <div className="flex shrink-0 gap-2">
      {hasFailed && !isRefused && (
        <button type="button" className="button button-small button-primary" onClick={() => queue.retry(id)}>
          <span>Try again{name}</span>
        </button>
      )}
      {isStoppable && (
        <button type="button" className="button button-small button-quiet" onClick={() => queue.cancel(id)}>
          <span>Cancel{name}</span>
        </button>
      )}
      {!isStoppable && phase !== 'completing' && (
        <button type="button" className="button button-small button-plain" onClick={() => queue.dismiss(id)}>
          <span>
            {hasFailed && !isRefused ? 'Give up' : 'Hide'}
            {name}
          </span>
        </button>
      )}
    </div>
  );
}
