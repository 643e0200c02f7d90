'use client';

import { Play, RotateCcw, Trash2 } from 'lucide-react';
import Link from 'next/link';
import type { Video } from '#lib/client/trpc.ts';
import type { useVideoActions } from '#lib/client/videos/use-video-actions.ts';
import { isInFlight, type VideoStatus, videoTransitions } from '#lib/domain/video-status.ts';
import { ConfirmButton } from '../_ui/confirm-button.tsx';

interface RowActionsProps {
  readonly video: Video;
  readonly status: VideoStatus;
  readonly actions: ReturnType<typeof useVideoActions>;
}

export function RowActions({ video, status, actions }: RowActionsProps) {
  // From `uploading` the server's `complete` leads to the queue, not a person's retry.
  const isQueueable = status !== 'uploading' && videoTransitions.canMove(status, 'queued');
  const canRetry = isQueueable && video.uploadedAt !== null && video.error?.retryable !== false;
  return (
    <div className="flex flex-wrap gap-2">
      {(status === 'ready' || video.playable) && (
        <Link href={`/watch/${video.id}`} className="button button-small button-quiet">
          <Play className="size-4" aria-hidden="true" />
          Watch
        </Link>
      )}
      {canRetry && (
        <button
          type="button"
          className="button button-small button-quiet"
          disabled={actions.isBusy}
          onClick={actions.retry}
        >
          <RotateCcw className="size-4" aria-hidden="true" />
          Try again
        </button>
      )}
      {isInFlight(status) && (
        <ConfirmButton
          className="button button-small button-quiet"
          question={`Cancel the processing of “${video.title}”?`}
          consequence="What is encoded so far stays; you can go on later."
          verb="Cancel processing"
          disabled={actions.isBusy}
          onConfirm={actions.cancel}
        >
          Cancel
        </ConfirmButton>
      )}
      <ConfirmButton
        className="button button-small button-plain"
        question={`Delete “${video.title}”?`}
        consequence="The video and its files are gone for good, for everyone."
        verb="Delete"
        disabled={actions.isBusy}
        onConfirm={() => actions.remove.mutate({ id: video.id })}
      >
        <Trash2 className="size-4" aria-hidden="true" />
        <span>
          Delete<span className="sr-only"> {video.title}</span>
        </span>
      </ConfirmButton>
    </div>
  );
}
