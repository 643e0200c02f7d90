'use client';

import { CalendarClock } from 'lucide-react';
import Link from 'next/link';
import { formatMoment } from '#lib/client/format/age.ts';
import { useVideoState } from '#lib/client/live/use-video-state.ts';
import type { OwnVideo } from '#lib/client/studio/use-own-videos.ts';
import { useVideoActions } from '#lib/client/videos/use-video-actions.ts';
import { isMoving } from '#lib/client/videos/video-phase.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { ModerationNote } from '../_video/moderation-note.tsx';
import { Thumbnail } from '../_video/thumbnail.tsx';
import { VisibilityPicker } from '../_video/visibility-picker.tsx';
import { RowActions } from './row-actions.tsx';
import { RowState } from './row-state.tsx';

/** Where it stands now: the live state while it moves, the row's own once it rests. */
function useNow(video: OwnVideo) {
  const moving = isMoving(video.status);
  const live = useVideoState(video.id, moving);
  const state = moving ? live : undefined;
  return { state, status: state?.status ?? video.status };
}

/** Picture, name, and where it stands. */
export function VideoCell({ video }: { readonly video: OwnVideo }) {
  const { state, status } = useNow(video);
  const actions = useVideoActions(video.id);
  return (
    <div
      className="grid grid-cols-[6rem_minmax(0,1fr)] items-start gap-x-3 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]"
      data-status={status}
      data-video={video.id}
    >
      <div className="sm:row-span-2">
        <Thumbnail url={video.thumbnailUrl} duration={video.duration} />
      </div>
      <div className="grid min-w-0 content-start gap-1.5">
        <Link
          href={`/studio/videos/${video.id}`}
          className="line-clamp-2 leading-snug font-semibold wrap-anywhere hover:text-accent"
        >
          {video.title}
        </Link>
        <RowState video={video} state={state} status={status} />
        <ModerationNote video={{ ...video, status }} />
        <ProblemNote sentence={actions.sentence} />
      </div>
      <div className="-ml-2 max-sm:col-span-2 sm:col-start-2">
        <RowActions video={video} status={status} actions={actions} />
      </div>
    </div>
  );
}

/** Who may see it, and from when on. */
export function VisibilityCell({ video }: { readonly video: OwnVideo }) {
  const { status } = useNow(video);
  const actions = useVideoActions(video.id);
  return (
    <div className="grid gap-1.5">
      <VisibilityPicker
        title={video.title}
        value={video.visibility}
        disabled={actions.isBusy}
        offersPublishing={status !== 'failed' && status !== 'cancelled'}
        onChange={(visibility) => actions.update.mutate({ id: video.id, visibility })}
      />
      {video.publishAt && (
        <p className="flex items-start gap-1.5 text-sm text-muted">
          <CalendarClock className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          <span>
            Public on <time dateTime={video.publishAt}>{formatMoment(video.publishAt)}</time>
          </span>
        </p>
      )}
      <ProblemNote sentence={actions.sentence} />
    </div>
  );
}
