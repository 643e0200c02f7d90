'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Video } from '#lib/client/trpc.ts';
import { useTags } from '#lib/client/videos/use-tags.ts';
import { useVideoActions } from '#lib/client/videos/use-video-actions.ts';
import { isTakedown } from '#lib/domain/moderation.ts';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { CaptionSection } from '../../_video/caption-section.tsx';
import { ModerationNote } from '../../_video/moderation-note.tsx';
import { TakedownPanel } from '../../_video/takedown-panel.tsx';
import { ThumbnailSection } from '../../_video/thumbnail-section.tsx';
import { VisibilityPicker } from '../../_video/visibility-picker.tsx';
import { DetailsForm } from './details-form.tsx';
import { LinkPassword } from './link-password.tsx';

interface OwnerPanelProps {
  readonly video: Video;
  /** Seconds at which the player is. */
  readonly readTime: () => number;
  /** Told when captions were added or taken away. */
  readonly onCaptions: () => void;
}

/** What only the owner sees beneath the player: who may watch it, its words, picture and captions. */
export function OwnerPanel({ video, readTime, onCaptions }: OwnerPanelProps) {
  const [isEditing, setIsEditing] = useState(false);
  const actions = useVideoActions(video.id);
  const tags = useTags(video.id);
  return (
    <section aria-label="For you as the owner" className="card mt-5 grid gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <VisibilityPicker
          title={video.title}
          value={video.visibility}
          disabled={actions.isBusy}
          offersPublishing={video.status !== 'failed' && video.status !== 'cancelled'}
          onChange={(visibility) => actions.update.mutate({ id: video.id, visibility })}
        />
        <button
          type="button"
          className="button button-small button-quiet"
          aria-expanded={isEditing}
          onClick={() => setIsEditing(!isEditing)}
        >
          <Pencil className="size-4" aria-hidden="true" />
          Edit title and description
        </button>
      </div>
      <ModerationNote video={video} />
      {isTakedown(video.moderation) && <TakedownPanel videoId={video.id} />}
      <ProblemNote sentence={actions.sentence} />
      {isEditing && tags && (
        <DetailsForm
          video={video}
          tags={tags}
          isBusy={actions.isBusy}
          onSave={(details) =>
            actions.update.mutate({ id: video.id, ...details }, { onSuccess: () => setIsEditing(false) })
          }
          onCancel={() => setIsEditing(false)}
        />
      )}
      {video.visibility === 'unlisted' && <LinkPassword videoId={video.id} />}
      {video.status === 'ready' && <ThumbnailSection videoId={video.id} readTime={readTime} />}
      {video.status === 'ready' && <CaptionSection videoId={video.id} onChange={onCaptions} />}
    </section>
  );
}
