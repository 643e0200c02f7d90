'use client';

import Link from 'next/link';
import { useState } from 'react';
import { formatDate } from '#lib/client/format/age.ts';
import type { Review } from '#lib/client/moderation/types.ts';
import { useDecisions } from '#lib/client/moderation/use-decisions.ts';
import { useReview } from '#lib/client/moderation/use-review.ts';
import type { Decision } from '#lib/domain/moderation.ts';
import { Thumbnail } from '../../../_video/thumbnail.tsx';
import { DecisionButtons } from '../../_parts/decision-buttons.tsx';
import { DecisionDialog } from '../../_parts/decision-dialog.tsx';
import { DecisionResult } from '../../_parts/decision-result.tsx';
import { Preview } from '../../_parts/preview.tsx';
import { StoryboardWall } from '../../_parts/storyboard-wall.tsx';
import { VideoMarks } from '../../_parts/video-marks.tsx';
import { AppealList } from './appeal-list.tsx';
import { HistoryList } from './history-list.tsx';
import { ReportList } from './report-list.tsx';

/** Everything that is known of one video, and what can be decided about it. */
export function VideoReview({ initial }: { readonly initial: Review }) {
  const { video, history, reports, appeals } = useReview(initial);
  const desk = useDecisions();
  const [pending, setPending] = useState<Decision | null>(null);
  const begin = (decision: Decision) => {
    if (decision === 'hide' || decision === 'reject') desk.prepareTakedown([video]);
    setPending(decision);
  };
  return (
    <article className="grid grid-cols-1 gap-8">
      <section aria-label="Video" className="grid gap-4">
        <div>
          <h1 className="text-2xl font-bold wrap-anywhere">{video.title}</h1>
          <p className="mt-1 text-muted">
            <Link href={`/moderation/users/${video.owner.id}`} className="underline underline-offset-2">
              {video.owner.name}
            </Link>
            {' · '}
            <time dateTime={video.createdAt}>{formatDate(video.createdAt)}</time>
            {' · '}
            <Link href={`/watch/${video.id}`} className="underline underline-offset-2">
              Watch page
            </Link>
          </p>
        </div>
        <VideoMarks video={video} />
        <DecisionButtons
          states={[video.moderation]}
          title={video.title}
          isBusy={desk.isBusy}
          onDecide={begin}
        />
        <DecisionResult desk={desk} />
        {video.previewUrl ? (
          <Preview
            key={`${video.id} ${video.isOpen}`}
            url={video.previewUrl}
            poster={video.thumbnailUrl}
            title={video.title}
          />
        ) : (
          <div className="max-w-sm">
            <Thumbnail url={video.thumbnailUrl} duration={video.duration} />
          </div>
        )}
        {video.storyboardUrl && <StoryboardWall url={video.storyboardUrl} title={video.title} />}
        {video.description && (
          <p className="max-w-prose wrap-anywhere whitespace-pre-line">{video.description}</p>
        )}
      </section>
      <AppealList videoId={video.id} appeals={appeals} />
      <ReportList reports={reports} />
      <HistoryList history={history} />
      {pending && (
        <DecisionDialog
          decision={pending}
          subject={`“${video.title}”`}
          onDecide={(words) => void desk.decide(pending, [video], words)}
          onClose={() => setPending(null)}
        />
      )}
    </article>
  );
}
