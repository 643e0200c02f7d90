'use client';

import { useQuery } from '@tanstack/react-query';
import { useLiveVideo } from '#lib/client/live/use-live-video.ts';
import { useVideoState } from '#lib/client/live/use-video-state.ts';
import { type Explanation, timelineOf } from '#lib/client/studio/timeline.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { isMoving } from '#lib/client/videos/video-phase.ts';
import { ProblemNote } from '../../../../_ui/problem-note.tsx';
import { ProcessingState } from '../../../../_video/processing-state.tsx';
import { VideoNav } from '../video-nav.tsx';
import { ExplainActions } from './explain-actions.tsx';
import { ExplainTotals } from './explain-totals.tsx';
import { TimelineRow } from './timeline-row.tsx';

/** Tasks begin and end every few seconds; each look reads all of them. */
const LOOK_MS = 3_000;

/** Everything that was done for one video, while it is done and afterwards. */
export function ExplainView({ initial }: { readonly initial: Explanation }) {
  const trpc = useTRPC();
  const { data: explained } = useQuery(
    trpc.videos.explain.queryOptions(
      { id: initial.videoId },
      {
        initialData: initial,
        refetchInterval: ({ state }) => (state.data && isMoving(state.data.status) ? LOOK_MS : false),
      },
    ),
  );
  const { videoId, title, status, failure, totals, mayManage } = explained;
  const moving = isMoving(status);
  useLiveVideo(videoId, moving);
  const state = useVideoState(videoId, moving);
  return (
    <div className="mx-auto max-w-5xl" data-status={status}>
      <VideoNav videoId={videoId} title={title} mayManage={mayManage} />
      <div className="grid gap-6">
        {failure && <ProblemNote sentence={`${failure.message} (${failure.code}, at ${failure.stage})`} />}
        {moving && state && status !== 'uploading' && (
          <div className="card p-4">
            <ProcessingState state={state} title={title} />
          </div>
        )}
        {mayManage && <ExplainActions explained={explained} />}
        <ExplainTotals totals={totals} sizeBytes={explained.upload.sizeBytes} />
        <section aria-labelledby="steps-title">
          <h2 id="steps-title" className="mb-3 text-lg font-semibold">
            Step by step
          </h2>
          <ol className="card divide-y divide-line overflow-hidden">
            {timelineOf(explained).map((step) => (
              <TimelineRow key={step.key} step={step} />
            ))}
          </ol>
        </section>
      </div>
    </div>
  );
}
