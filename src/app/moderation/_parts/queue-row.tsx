'use client';

import { Play, X } from 'lucide-react';
import Link from 'next/link';
import { type Ref, useId } from 'react';
import { formatAge } from '#lib/client/format/age.ts';
import type { QueuedVideo } from '#lib/client/moderation/types.ts';
import type { Decision } from '#lib/domain/moderation.ts';
import { Thumbnail } from '../../_video/thumbnail.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { Preview } from './preview.tsx';
import { StoryboardWall } from './storyboard-wall.tsx';
import { ReportMarks, VideoMarks } from './video-marks.tsx';

interface QueueRowProps {
  readonly video: QueuedVideo;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly isPlaying: boolean;
  readonly isBusy: boolean;
  readonly rowRef: Ref<HTMLLIElement>;
  readonly onSelect: () => void;
  readonly onPreview: () => void;
  readonly onDecide: (decision: Decision) => void;
}

/** One video to be looked at: what it is and whose, all of it at a glance, and what can be decided. */
export function QueueRow({ video, isCurrent, isSelected, isPlaying, isBusy, rowRef, ...act }: QueueRowProps) {
  const id = useId();
  const PreviewIcon = isPlaying ? X : Play;
  return (
    <li
      ref={rowRef}
      tabIndex={-1}
      aria-labelledby={id}
      aria-current={isCurrent ? 'true' : undefined}
      data-video={video.id}
      data-status={video.status}
      className="card grid scroll-mt-24 gap-4 p-4 aria-[current=true]:border-accent sm:grid-cols-[auto_13rem_1fr]"
    >
      <input
        type="checkbox"
        checked={isSelected}
        onChange={act.onSelect}
        aria-label={`Select ${video.title}`}
        className="size-5 accent-accent"
      />
      <Thumbnail url={video.thumbnailUrl} duration={video.duration} />
      <div className="grid min-w-0 content-start gap-3">
        <div>
          <h2 id={id} className="line-clamp-2 text-lg leading-snug font-semibold wrap-anywhere">
            <Link href={`/moderation/videos/${video.id}`} className="hover:text-accent">
              {video.title}
            </Link>
          </h2>
          <p className="text-sm text-muted">
            <Link href={`/moderation/users/${video.owner.id}`} className="underline underline-offset-2">
              {video.owner.name}
            </Link>
            {' · '}
            <time dateTime={video.createdAt} suppressHydrationWarning>
              {formatAge(video.createdAt, new Date())}
            </time>
          </p>
        </div>
        <VideoMarks video={video} />
        <ReportMarks reports={video.reports} />
        {video.description && (
          <p className="line-clamp-3 text-sm wrap-anywhere whitespace-pre-line">{video.description}</p>
        )}
        {isPlaying && video.previewUrl && (
          <Preview key={video.id} url={video.previewUrl} poster={video.thumbnailUrl} title={video.title} />
        )}
        {video.storyboardUrl && <StoryboardWall url={video.storyboardUrl} title={video.title} />}
        <div className="flex flex-wrap gap-2">
          {video.previewUrl && (
            <button
              type="button"
              className="button button-small button-primary"
              aria-expanded={isPlaying}
              onClick={act.onPreview}
            >
              <PreviewIcon className="size-4" aria-hidden="true" />
              <span>
                {isPlaying ? 'Close the player' : 'Play'}
                <span className="sr-only"> {video.title}</span>
              </span>
            </button>
          )}
          <DecisionButtons
            states={[video.moderation]}
            title={video.title}
            isBusy={isBusy}
            onDecide={act.onDecide}
          />
        </div>
      </div>
    </li>
  );
}
