'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { type RefObject, useState } from 'react';
import { choosePlayerSource, type PlayerFormat } from '#lib/client/player/player-source.ts';
import type { PlayerHandle, VideoPlayerProps } from '#lib/client/player/video-player.tsx';
import type { Video, VideoState } from '#lib/client/trpc.ts';
import { isMoving } from '#lib/client/videos/video-phase.ts';
import { ProcessingState } from '../../_video/processing-state.tsx';

/** video.js is large and needs a browser: only this page loads it. */
const VideoPlayer = dynamic(
  () => import('#lib/client/player/video-player.tsx').then((module) => module.VideoPlayer),
  {
    ssr: false,
    loading: () => <p className="sr-only">The player is loading.</p>,
  },
);

interface StageProps extends Pick<VideoPlayerProps, 'chapters' | 'theatre' | 'start' | 'onBeat'> {
  readonly video: Video;
  readonly state: VideoState | undefined;
  readonly format: PlayerFormat;
  readonly isMine: boolean;
  /** How often captions were changed on this page: the player then looks what there is. */
  readonly captionChanges: number;
  /** Filled while there is a player. */
  readonly playhead: RefObject<PlayerHandle | null>;
  readonly onBroken: () => void;
}

const frame = 'relative max-h-[78dvh] overflow-hidden bg-black';
/** On a phone from edge to edge anyway. */
const amongThePage = '-mx-4 w-[calc(100%+2rem)] sm:mx-0 sm:w-full sm:rounded-2xl';

/** The player as soon as there is something to play; until then, how far the video has come. */
export function Stage(props: StageProps) {
  const { video, state, format, isMine, captionChanges, playhead, onBroken, ...player } = props;
  const offered = choosePlayerSource(format, video);
  // The first address stays while one watches: a fresh grant in it would start the player over.
  const [source, setSource] = useState(offered);
  if (!source && offered) setSource(offered);

  // Nothing is offered any more of what was taken down while its owner watched.
  if (source && offered && video.playable) {
    return (
      <div
        className={player.theatre?.isOn ? `${frame} w-full` : `${frame} ${amongThePage}`}
        style={{ aspectRatio: shapeOf(video) }}
      >
        {/* Comes with the page; the player lies above it as soon as its code is there. */}
        {video.thumbnailUrl && (
          <img
            src={video.thumbnailUrl}
            alt=""
            fetchPriority="high"
            className="absolute inset-0 size-full object-contain"
          />
        )}
        <VideoPlayer
          source={source}
          poster={video.thumbnailUrl}
          title={video.title}
          offer={`${rungsOf(video, state)} ${captionChanges}`}
          storyboard={video.storyboardUrl}
          playhead={playhead}
          onBroken={onBroken}
          {...player}
        />
      </div>
    );
  }
  return (
    <div className="card grid min-h-64 w-full place-items-center p-5 sm:min-h-80">
      <div className="w-full max-w-lg">
        {state && state.status !== 'uploading' ? (
          <ProcessingState state={state} title={video.title} />
        ) : (
          <Standstill video={video} />
        )}
        {isMoving(video.status) && (
          <p className="mt-4 text-sm text-muted">
            The player appears here by itself. You may leave this page.
          </p>
        )}
        {isMine && video.status === 'failed' && (
          <p className="mt-4 text-center">
            <Link href="/studio" className="button button-quiet">
              Go to the studio
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}

/** Portrait video gets a tall player. Once on the page the shape stays: rungs differ by a pixel at most. */
function shapeOf({ renditions: [rung], metadata }: Video): string {
  const shape = rung ?? metadata;
  return shape ? `${shape.width} / ${shape.height}` : '16 / 9';
}

/** The rungs above the lowest, which is offered from the first moment on. */
function rungsOf(video: Video, state: VideoState | undefined): string {
  const smallestFirst = state ? state.completedResolutions : video.resolutions.toReversed();
  return smallestFirst.slice(1).join(' ');
}

function Standstill({ video }: { readonly video: Video }) {
  const sentence = sentenceOf(video);
  return (
    <p role="status" className="text-center font-semibold">
      {sentence}
    </p>
  );
}

function sentenceOf({ status, error }: Video): string {
  switch (status) {
    case 'uploading':
      return 'The file is still being uploaded.';
    case 'failed':
      return error?.message ?? 'Processing failed.';
    case 'cancelled':
      return 'Its processing was cancelled.';
    case 'queued':
    case 'processing':
      return 'It is being prepared.';
    case 'ready':
    case 'deleted':
      return 'It can not be played right now.';
  }
}
