'use client';

import { Pause, Play, RotateCw } from 'lucide-react';
import { type UploadState, uploadTransitions } from '#lib/client/upload/upload-state.ts';
import { useUploadQueue } from '#lib/client/upload/uploads-provider.tsx';
import { ChooseAgain } from './choose-again.tsx';

interface UploadActionsProps {
  readonly upload: UploadState;
  /** Trying again would only be refused again. */
  readonly isRefused: boolean;
}

/** What can be done about an upload in the phase it is in. */
export function UploadActions({ upload: { id, phase, filename }, isRefused }: UploadActionsProps) {
  const queue = useUploadQueue();
  const canRetry = phase === 'failed' && !isRefused;
  const isPausable = phase === 'waiting' || phase === 'sending';
  /** What stops it for good, or only takes it off this page. */
  const ending =
    canRetry || phase === 'interrupted'
      ? 'Give up'
      : phase === 'failed' || phase === 'elsewhere'
        ? 'Hide'
        : 'Cancel';
  const name = <span className="sr-only"> {filename}</span>;
  return (
    <div className="flex shrink-0 flex-wrap gap-2">
      {canRetry && (
        <button type="button" className="button button-small button-primary" onClick={() => queue.goOn(id)}>
          <RotateCw className="size-4" aria-hidden="true" />
          <span>Try again{name}</span>
        </button>
      )}
      {phase === 'interrupted' && <ChooseAgain id={id} filename={filename} />}
      {isPausable && (
        <button type="button" className="button button-small button-quiet" onClick={() => queue.pause(id)}>
          <Pause className="size-4" aria-hidden="true" />
          <span>Pause{name}</span>
        </button>
      )}
      {phase === 'paused' && (
        <button type="button" className="button button-small button-primary" onClick={() => queue.goOn(id)}>
          <Play className="size-4" aria-hidden="true" />
          <span>Go on{name}</span>
        </button>
      )}
      {uploadTransitions.canMove(phase, 'cancelled') && (
        <button type="button" className="button button-small button-plain" onClick={() => queue.dismiss(id)}>
          <span>
            {ending}
            {name}
          </span>
        </button>
      )}
      {uploadTransitions.isTerminal(phase) && (
        <button type="button" className="button button-small button-plain" onClick={() => queue.dismiss(id)}>
          <span>Hide{name}</span>
        </button>
      )}
    </div>
  );
}
