'use client';

import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLiveVideo } from '#lib/client/live/use-live-video.ts';
import { useVideoState } from '#lib/client/live/use-video-state.ts';
import { useVideoEdits } from '#lib/client/studio/use-video-edits.ts';
import type { ManagedVideo } from '#lib/client/studio/video-edits.ts';
import { useVideoActions } from '#lib/client/videos/use-video-actions.ts';
import { isMoving } from '#lib/client/videos/video-phase.ts';
import { ConfirmButton } from '../../../_ui/confirm-button.tsx';
import { ProblemNote } from '../../../_ui/problem-note.tsx';
import { CaptionSection } from '../../../_video/caption-section.tsx';
import { ModerationNote } from '../../../_video/moderation-note.tsx';
import { ProcessingState } from '../../../_video/processing-state.tsx';
import { Thumbnail } from '../../../_video/thumbnail.tsx';
import { ThumbnailSection } from '../../../_video/thumbnail-section.tsx';
import { EditForm } from './edit-form.tsx';
import { VideoNav } from './video-nav.tsx';

/** Everything that an owner decides about one video. */
export function EditView({ initial }: { readonly initial: ManagedVideo }) {
  const router = useRouter();
  const edits = useVideoEdits(initial);
  const { video } = edits;
  const actions = useVideoActions(video.id);
  const moving = isMoving(video.status);
  useLiveVideo(video.id, moving);
  const state = useVideoState(video.id, moving);
  return (
    <div className="mx-auto max-w-5xl">
      <VideoNav videoId={video.id} title={video.title} mayManage />
      <div className="grid items-start gap-8 md:grid-cols-[minmax(0,1fr)_18rem]">
        <EditForm edits={edits} />
        <aside className="grid gap-4 max-md:order-first">
          <Thumbnail url={video.thumbnailUrl} duration={video.duration} />
          {moving && state && state.status !== 'uploading' && (
            <ProcessingState state={state} title={video.title} />
          )}
          {video.error && <ProblemNote sentence={video.error.message} />}
          <ModerationNote video={video} />
        </aside>
      </div>
      <div className="mt-8 grid gap-8">
        {video.status === 'ready' ? (
          <>
            <ThumbnailSection videoId={video.id} />
            <CaptionSection videoId={video.id} onChange={() => undefined} />
          </>
        ) : (
          <p className="border-t border-line pt-4 text-muted">
            Thumbnail and captions can be chosen once the video is ready.
          </p>
        )}
        <section aria-labelledby="delete-title" className="grid gap-3 border-t border-line pt-4">
          <h2 id="delete-title" className="text-base font-semibold">
            Delete
          </h2>
          <ProblemNote sentence={actions.sentence} />
          <ConfirmButton
            className="button button-quiet justify-self-start"
            question={`Delete “${video.title}”?`}
            consequence="The video and its files are gone for good, for everyone."
            verb="Delete"
            disabled={actions.isBusy}
            onConfirm={() =>
              actions.remove.mutate({ id: video.id }, { onSuccess: () => router.push('/studio') })
            }
          >
            <Trash2 className="size-4.5" aria-hidden="true" />
            Delete this video…
          </ConfirmButton>
        </section>
      </div>
    </div>
  );
}
