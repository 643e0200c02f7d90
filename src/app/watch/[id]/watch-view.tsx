'use client';

import './theatre.css';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { formatDate } from '#lib/client/format/age.ts';
import { formatViews } from '#lib/client/format/views.ts';
import { useLiveVideo } from '#lib/client/live/use-live-video.ts';
import { useVideoState } from '#lib/client/live/use-video-state.ts';
import type { PlayerFormat } from '#lib/client/player/player-source.ts';
import { useSitting } from '#lib/client/player/use-sitting.ts';
import { useTheatre } from '#lib/client/player/use-theatre.ts';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC, type Video, type WatchPage } from '#lib/client/trpc.ts';
import { isMoving } from '#lib/client/videos/video-phase.ts';
import { parseChapters } from '#lib/domain/chapters.ts';
import { MessagePage } from '../../_ui/message-page.tsx';
import { ProcessingState } from '../../_video/processing-state.tsx';
import { ChapterList } from './chapter-list.tsx';
import { Description } from './description.tsx';
import { OwnerPanel } from './owner-panel.tsx';
import { Stage } from './stage.tsx';
import { TagList } from './tag-list.tsx';
import { THEATRE_COOKIE } from './theatre-cookie.ts';
import { usePlayhead } from './use-playhead.ts';
import { WatchActions } from './watch-actions.tsx';

interface WatchViewProps {
  readonly initial: Video;
  readonly page: WatchPage;
  readonly format: PlayerFormat;
  readonly isMine: boolean;
  readonly isSignedIn: boolean;
  /** Where the address says to begin, in seconds. */
  readonly startAt: number | null;
  /** How this browser left it last. */
  readonly isTheatre: boolean;
}

/** The player or what will become it, and the words about the video. */
export function WatchView({ initial, page, format, isMine, isSignedIn, startAt, isTheatre }: WatchViewProps) {
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

  const duration = video.duration ?? 0;
  const { handle, readTime, seek } = usePlayhead();
  const theatre = useTheatre(THEATRE_COOKIE, isTheatre);
  const sitting = useSitting({ videoId: video.id, duration, startAt, isSignedIn, ...page });
  const chapters = useMemo(() => parseChapters(video.description, duration), [video.description, duration]);
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
    <article className={theatre.isOn ? 'theatre' : 'mx-auto max-w-5xl'}>
      <Stage
        video={video}
        state={state}
        format={format}
        isMine={isMine}
        captionChanges={captionChanges}
        playhead={handle}
        onBroken={refetch}
        chapters={chapters}
        theatre={theatre}
        {...sitting}
      />
      <div className={theatre.isOn ? 'mx-auto max-w-5xl px-4 sm:px-6' : ''}>
        <h1 className="mt-5 text-2xl font-bold wrap-anywhere sm:text-3xl">{video.title}</h1>
        <div className="mt-1.5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p className="text-muted">
            <Link
              href={`/channel/${video.owner.id}`}
              className="font-semibold hover:text-ink hover:underline"
            >
              {video.owner.name}
            </Link>{' '}
            · {formatViews(page.views)} ·{' '}
            <time dateTime={video.createdAt}>{formatDate(video.createdAt)}</time>
          </p>
          <WatchActions video={video} isMine={isMine} isSignedIn={isSignedIn} readTime={readTime} />
        </div>
        {/* Playable before it is ready: the bar stays beneath the player until all rungs are there. */}
        {state && video.playable && (
          <div className="card mt-5 p-4">
            <ProcessingState state={state} title={video.title} />
          </div>
        )}
        {isMine && (
          <OwnerPanel
            video={video}
            readTime={readTime}
            onCaptions={() => setCaptionChanges((changes) => changes + 1)}
          />
        )}
        {chapters.length > 0 && <ChapterList chapters={chapters} onSeek={seek} />}
        {video.description && <Description text={video.description} duration={duration} onSeek={seek} />}
        <TagList videoId={video.id} />
      </div>
    </article>
  );
}
