'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { formatDate } from '#lib/client/format/age.ts';
import { useLiveVideo } from '#lib/client/live/use-live-video.ts';
import { useVideoState } from '#lib/client/live/use-video-state.ts';
import type { PlayerFormat } from '#lib/client/player/player-source.ts';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC, type Video } from '#lib/client/trpc.ts';
import { isMoving } from '#lib/client/videos/video-phase.ts';
import { MessagePage } from '../../_ui/message-page.tsx';
import { ProcessingState } from '../../_video/processing-state.tsx';
import { OwnerPanel } from './owner-panel.tsx';
import { Stage } from './stage.tsx';

interface WatchViewProps {
  readonly initial: Video;
  readonly format: PlayerFormat;
  readonly isMine: boolean;
}

/** The player or what will become it, and the words about the video. */
export function WatchView({ initial, format, isMine }: WatchViewProps) {
  const trpc = useTRPC();
  const {
    data: video,
    error,
    refetch,
  } = useQuery(trpc.videos.get.queryOptions({ id: initial.id }, { initialData: initial }));
  const moving = isMoving(video.status);
  useLiveVideo(video.id, moving);
  const live = useVideoState(video.id, moving);
  const state = moving ? live : undefined;

  const playhead = useRef<(() => number) | null>(null);
  const [captionChanges, setCaptionChanges] = useState(0);

  // It was hidden, made private or deleted while this page was open.
  if (error && problemOf(error).code === 'VIDEO_NOT_FOUND') {
    return (
      <MessagePage title="This video is not available any more">
        <p>Its owner or a moderator has taken it away.</p>
      </MessagePage>
    );
  }
  return (
    <article className="mx-auto max-w-5xl">
      <Stage
        video={video}
        state={state}
        format={format}
        isMine={isMine}
        captionChanges={captionChanges}
        playhead={playhead}
        onBroken={refetch}
      />
      <h1 className="mt-5 text-2xl font-bold wrap-anywhere sm:text-3xl">{video.title}</h1>
      <p className="mt-1.5 text-muted">
        {video.owner.name} · <time dateTime={video.createdAt}>{formatDate(video.createdAt)}</time>
      </p>
      {/* Playable before it is ready: the bar stays beneath the player until all rungs are there. */}
      {state && video.playable && (
        <div className="card mt-5 p-4">
          <ProcessingState state={state} title={video.title} />
        </div>
      )}
      {isMine && (
        <OwnerPanel
          video={video}
          readTime={() => playhead.current?.() ?? 0}
          onCaptions={() => setCaptionChanges((changes) => changes + 1)}
        />
      )}
      {video.description && (
        <p className="mt-6 max-w-prose leading-relaxed wrap-anywhere whitespace-pre-line">
          {video.description}
        </p>
      )}
    </article>
  );
}
