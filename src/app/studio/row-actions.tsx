'use client';

import { ChartNoAxesGantt, Pencil, Play, RotateCcw, Trash2 } from 'lucide-react';
import Link from 'next/link';
import type { OwnVideo } from '#lib/client/studio/use-own-videos.ts';
import type { useVideoActions } from '#lib/client/videos/use-video-actions.ts';
import { canRetry } from '#lib/client/videos/video-phase.ts';
import { isInFlight, type VideoStatus } from '#lib/domain/video-status.ts';
import { ConfirmButton } from '../_ui/confirm-button.tsx';

interface RowActionsProps {
  readonly video: OwnVideo;
  readonly status: VideoStatus;
  readonly actions: ReturnType<typeof useVideoActions>;
}

const small = 'button button-small button-plain px-2';

/** What can be done about one video, by its owner. */
export function RowActions({ video, status, actions }: RowActionsProps) {
  const ended = { status, uploadedAt: video.uploadedAt, isHopeless: video.error?.retryable === false };
  return (
    <div className="flex flex-wrap gap-1">
      {(status === 'ready' || video.playable) && (
        <Link href={`/watch/${video.id}`} className={small}>
          <Play className="size-4 max-sm:hidden" aria-hidden="true" />
          Watch<span className="sr-only"> {video.title}</span>
        </Link>
      )}
      <Link href={`/studio/videos/${video.id}`} className={small}>
        <Pencil className="size-4 max-sm:hidden" aria-hidden="true" />
        Edit<span className="sr-only"> {video.title}</span>
      </Link>
      <Link href={`/studio/videos/${video.id}/explain`} className={small}>
        <ChartNoAxesGantt className="size-4 max-sm:hidden" aria-hidden="true" />
        Explain<span className="sr-only"> {video.title}</span>
      </Link>
      {canRetry(ended) && (
        <button type="button" className={small} disabled={actions.isBusy} onClick={actions.retry}>
          <RotateCcw className="size-4 max-sm:hidden" aria-hidden="true" />
          Try again<span className="sr-only"> {video.title}</span>
        </button>
      )}
      {isInFlight(status) && (
        <ConfirmButton
          className={small}
          question={`Cancel the processing of “${video.title}”?`}
          consequence="What is encoded so far stays; you can go on later."
          verb="Cancel processing"
          disabled={actions.isBusy}
          onConfirm={actions.cancel}
        >
          <span>
            Cancel<span className="sr-only"> {video.title}</span>
          </span>
        </ConfirmButton>
      )}
      <ConfirmButton
        className={small}
        question={`Delete “${video.title}”?`}
        consequence="The video and its files are gone for good, for everyone."
        verb="Delete"
        disabled={actions.isBusy}
        onConfirm={() => actions.remove.mutate({ id: video.id })}
      >
        <Trash2 className="size-4 max-sm:hidden" aria-hidden="true" />
        <span>
          Delete<span className="sr-only"> {video.title}</span>
        </span>
      </ConfirmButton>
    </div>
  );
}
