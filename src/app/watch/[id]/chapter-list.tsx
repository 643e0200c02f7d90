import { formatDuration } from '#lib/client/format/duration.ts';
import type { Chapter } from '#lib/domain/chapters.ts';
import { type Seek, TimeLink } from './time-link.tsx';

/** The chapters beneath the player. */
export function ChapterList({
  chapters,
  onSeek,
}: {
  readonly chapters: readonly Chapter[];
  readonly onSeek: Seek;
}) {
  return (
    <section aria-labelledby="chapters-title" className="mt-6">
      <h2 id="chapters-title" className="text-base font-semibold">
        Chapters
      </h2>
      <ol className="card mt-2 max-h-80 max-w-prose divide-y divide-line overflow-y-auto">
        {chapters.map(({ startSeconds, title }) => (
          <li key={startSeconds}>
            <TimeLink
              seconds={startSeconds}
              onSeek={onSeek}
              className="flex min-h-11 items-center gap-4 px-4 py-2 hover:bg-sunken"
            >
              <span className="w-14 shrink-0 text-sm font-semibold text-accent tabular">
                {formatDuration(startSeconds)}
              </span>
              <span className="wrap-anywhere">{title}</span>
            </TimeLink>
          </li>
        ))}
      </ol>
    </section>
  );
}
