'use client';

import dynamic from 'next/dynamic';
import { useRef } from 'react';
import { choosePlayerSource, type PlayerFormat } from '#lib/client/player/player-source.ts';
import { useGuestBeat } from '#lib/client/player/use-guest-beat.ts';
import type { PlayerHandle } from '#lib/client/player/video-player.tsx';
import type { Video } from '#lib/client/trpc.ts';

/** video.js is large and needs a browser. */
const VideoPlayer = dynamic(
  () => import('#lib/client/player/video-player.tsx').then((module) => module.VideoPlayer),
  {
    ssr: false,
    loading: () => <p className="sr-only">The player is loading.</p>,
  },
);

interface EmbedViewProps {
  readonly video: Video;
  readonly format: PlayerFormat;
  /** Seconds that the address asks for. */
  readonly startAt: number | null;
  /** To be sent with every beat of this frame. */
  readonly token: string;
}

/** The player says so itself, and there is nothing here to renew. */
const ignore = () => undefined;

/** The player over the whole frame, and the title as the way to the video's own page. */
export function EmbedView({ video, format, startAt, token }: EmbedViewProps) {
  const onBeat = useGuestBeat(video.id, token);
  const playhead = useRef<PlayerHandle | null>(null);
  const source = choosePlayerSource(format, video);
  return (
    <div className="embed relative h-full">
      {source ? (
        <VideoPlayer
          source={source}
          poster={video.thumbnailUrl}
          title={video.title}
          offer={video.resolutions.join(' ')}
          storyboard={video.storyboardUrl}
          playhead={playhead}
          onBroken={ignore}
          onBeat={onBeat}
          start={() => (startAt === null ? null : { seconds: startAt, isResumed: false })}
        />
      ) : (
        <p role="status" className="grid h-full place-content-center p-6 text-center text-white">
          It can not be played right now.
        </p>
      )}
      <h1 className="embed-title">
        <a href={`/watch/${video.id}`} target="_blank" rel="noopener" className="hover:underline">
          {video.title}
          <span className="sr-only"> (opens on Sluice)</span>
        </a>
      </h1>
    </div>
  );
}
