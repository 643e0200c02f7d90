'use client';

import Link from 'next/link';
import { formatDate } from '#lib/client/format/age.ts';
import { formatBytes } from '#lib/client/format/bytes.ts';
import { useVideoState } from '#lib/client/live/use-video-state.ts';
import type { Video } from '#lib/client/trpc.ts';
import { useVideoActions } from '#lib/client/videos/use-video-actions.ts';
import { isMoving } from '#lib/client/videos/video-phase.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { ModerationNote } from '../_video/moderation-note.tsx';
import { Thumbnail } from '../_video/thumbnail.tsx';
import { VisibilityPicker } from '../_video/visibility-picker.tsx';
import { RowActions } from './row-actions.tsx';
import { RowState } from './row-state.tsx';

/** One of one's own videos: what it is, where it stands, and what can be done about it. */
export function LibraryRow({ video }: { readonly video: Video }) {
  const moving = isMoving(video.status);
  const live = useVideoState(video.id, moving);
  const state = moving ? live : undefined;
  const status = state?.status ?? video.status;
  const actions = useVideoActions(video.id);
  return (
    <li className="card grid gap-4 p-4 sm:grid-cols-[13rem_1fr]" data-status={status} data-video={video.id}>
      <Thumbnail url={video.thumbnailUrl} duration={video.duration} />
      <div className="grid min-w-0 content-start gap-3">
        <div>
          <h2 className="line-clamp-2 text-lg leading-snug font-semibold wrap-anywhere">
            <Link href={`/watch/${video.id}`} className="hover:text-accent">
              {video.title}
            </Link>
          </h2>
          <p className="tabular text-sm text-muted">
            <time dateTime={video.createdAt}>{formatDate(video.createdAt)}</time> ·{' '}
            {formatBytes(video.fileSize)}
            {video.resolutions.length > 0 && ` · up to ${video.resolutions[0]}`}
          </p>
        </div>
        <RowState video={video} state={state} status={status} />
        <ModerationNote video={video} />
        <ProblemNote sentence={actions.sentence} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <VisibilityPicker
            title={video.title}
            value={video.visibility}
            disabled={actions.isBusy}
            offersPublishing={status !== 'failed' && status !== 'cancelled'}
            onChange={(visibility) => actions.update.mutate({ id: video.id, visibility })}
          />
          <RowActions video={video} status={status} actions={actions} />
        </div>
      </div>
    </li>
  );
}
