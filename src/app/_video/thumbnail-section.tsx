'use client';

import { Camera, ImageUp } from 'lucide-react';
import { useThumbnails } from '#lib/client/stills/use-thumbnails.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';

interface ThumbnailSectionProps {
  readonly videoId: string;
  /** Seconds at which the player is; absent where there is none. */
  readonly readTime?: () => number;
}

/** Which picture stands for the video: one of a few good frames, the one in the player, or one's own. */
export function ThumbnailSection({ videoId, readTime }: ThumbnailSectionProps) {
  const thumbnails = useThumbnails(videoId);
  const candidates = thumbnails.data?.candidates ?? [];
  const isOther = candidates.length > 0 && !candidates.some(({ isChosen }) => isChosen);
  const shown = thumbnails.data?.thumbnailUrl;
  return (
    <section aria-labelledby="thumbnail-title" className="grid gap-3 border-t border-line pt-4">
      <h2 id="thumbnail-title" className="text-base font-semibold">
        Thumbnail
      </h2>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
        {isOther && shown && (
          <span className="relative block aspect-video overflow-hidden rounded-lg bg-sunken outline-3 outline-offset-2 outline-accent">
            <img src={shown} alt="Your choice, shown now" className="h-full w-full object-contain" />
          </span>
        )}
        {candidates.map(({ candidate, url, isChosen }) => (
          <button
            key={candidate}
            type="button"
            aria-pressed={isChosen}
            aria-label={`Frame ${candidate + 1} as the thumbnail`}
            disabled={thumbnails.isBusy}
            onClick={() => thumbnails.choose({ candidate })}
            className={`relative aspect-video overflow-hidden rounded-lg bg-sunken ${
              isChosen ? 'outline-3 outline-offset-2 outline-accent' : 'hover:opacity-80'
            }`}
          >
            {url && <img src={url} alt="" className="h-full w-full object-contain" />}
          </button>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {readTime && (
          <button
            type="button"
            className="button button-small button-quiet"
            disabled={thumbnails.isBusy}
            onClick={() => thumbnails.choose({ time: readTime() })}
          >
            <Camera className="size-4" aria-hidden="true" />
            Use the current frame
          </button>
        )}
        <label className="button button-small button-quiet has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent">
          <ImageUp className="size-4" aria-hidden="true" />
          Upload a picture
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp"
            className="sr-only"
            disabled={thumbnails.isBusy}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) thumbnails.upload(file);
              // So that the same file can be chosen again.
              target.value = '';
            }}
          />
        </label>
        <p role="status" className="text-sm text-muted">
          {thumbnails.isBusy && 'The picture is being made.'}
        </p>
      </div>
      <ProblemNote sentence={thumbnails.sentence} />
    </section>
  );
}
