import { Film } from 'lucide-react';
import { formatDuration, speakDuration } from '#lib/client/format/duration.ts';

interface ThumbnailProps {
  readonly url: string | null;
  /** Seconds. */
  readonly duration: number | null;
  /** Seen at once when the page opens: fetched before all else. */
  readonly isFirst?: boolean;
}

/** The picture of a video with its length; a quiet shape while there is none. */
export function Thumbnail({ url, duration, isFirst = false }: ThumbnailProps) {
  return (
    <div className="relative grid aspect-video place-items-center overflow-hidden rounded-xl bg-sunken text-muted">
      {url ? (
        // The address holds a grant that changes: an optimiser's cache would keep what may be hidden by then.
        <img
          src={url}
          alt=""
          loading={isFirst ? 'eager' : 'lazy'}
          fetchPriority={isFirst ? 'high' : 'auto'}
          decoding="async"
          className="absolute inset-0 h-full w-full object-contain"
        />
      ) : (
        <Film className="size-8" strokeWidth={1.5} aria-hidden="true" />
      )}
      {duration !== null && (
        <span className="tabular absolute right-2 bottom-2 rounded-md bg-black/80 px-1.5 py-0.5 text-xs font-semibold text-white">
          <span aria-hidden="true">{formatDuration(duration)}</span>
          <span className="sr-only">{speakDuration(duration)}</span>
        </span>
      )}
    </div>
  );
}
