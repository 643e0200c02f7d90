'use client';

import { useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import type { Explanation } from '#lib/client/studio/timeline.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { useVideoActions } from '#lib/client/videos/use-video-actions.ts';
import { canRetry } from '#lib/client/videos/video-phase.ts';
import { isInFlight } from '#lib/domain/video-status.ts';
import { ConfirmButton } from '../../../../_ui/confirm-button.tsx';
import { ProblemNote } from '../../../../_ui/problem-note.tsx';

/** The ways out: stop what is under way, or begin again what ended badly. */
export function ExplainActions({ explained }: { readonly explained: Explanation }) {
  const { videoId, title, status, upload, failure } = explained;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const actions = useVideoActions(videoId, () =>
    queryClient.invalidateQueries({ queryKey: trpc.videos.explain.queryKey({ id: videoId }) }),
  );
  const ended = { status, uploadedAt: upload.endedAt, isHopeless: failure?.retryable === false };
  if (!canRetry(ended) && !isInFlight(status)) return <ProblemNote sentence={actions.sentence} />;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-3">
        {canRetry(ended) && (
          <button
            type="button"
            className="button button-primary"
            disabled={actions.isBusy}
            onClick={actions.retry}
          >
            <RotateCcw className="size-4.5" aria-hidden="true" />
            Try again
          </button>
        )}
        {isInFlight(status) && (
          <ConfirmButton
            className="button button-quiet"
            question={`Cancel the processing of “${title}”?`}
            consequence="What is encoded so far stays; you can go on later."
            verb="Cancel processing"
            disabled={actions.isBusy}
            onConfirm={actions.cancel}
          >
            Cancel processing…
          </ConfirmButton>
        )}
      </div>
      <ProblemNote sentence={actions.sentence} />
    </div>
  );
}
