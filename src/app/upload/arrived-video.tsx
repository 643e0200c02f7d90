'use client';

import { Play } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useVideoState } from '#lib/client/live/use-video-state.ts';
import { isMoving } from '#lib/client/videos/video-phase.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { ProcessingState } from '../_video/processing-state.tsx';

/** What becomes of a file once all of it has arrived. */
export function ArrivedVideo({ videoId, title }: { readonly videoId: string; readonly title: string }) {
  const [isOver, setIsOver] = useState(false);
  const state = useVideoState(videoId, !isOver);
  if (state && !isMoving(state.status) && !isOver) setIsOver(true);
  if (!state) return <p className="text-sm text-muted">Uploaded. Waiting for news of the processing.</p>;
  const watchable = state.status === 'ready' || state.playable;
  return (
    <div className="grid gap-4">
      {state.status === 'failed' ? (
        <ProblemNote sentence={state.message} />
      ) : (
        <ProcessingState state={state} title={title} />
      )}
      {watchable && (
        <Link href={`/watch/${videoId}`} className="button button-primary justify-self-start">
          <Play className="size-4" aria-hidden="true" />
          Watch
        </Link>
      )}
      {state.status === 'failed' && (
        <Link href="/studio" className="button button-quiet justify-self-start">
          See it in the studio
        </Link>
      )}
    </div>
  );
}
