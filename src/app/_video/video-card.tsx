import Link from 'next/link';
import type { CatalogCard } from '#lib/client/catalog/use-catalog.ts';
import { formatAge } from '#lib/client/format/age.ts';
import { formatViews } from '#lib/client/format/views.ts';
import { Thumbnail } from './thumbnail.tsx';

interface VideoCardProps {
  readonly video: CatalogCard;
  readonly now: Date;
  /** Among those that are seen at once. */
  readonly isFirst: boolean;
}

export function VideoCard({ video, now, isFirst }: VideoCardProps) {
  const { owner } = video;
  return (
    <article className="group relative rounded-xl">
      <Thumbnail url={video.thumbnailUrl} duration={video.duration} isFirst={isFirst} />
      <h2 className="mt-3 line-clamp-2 leading-snug font-semibold wrap-anywhere">
        <Link href={`/watch/${video.id}`} className="stretched group-hover:text-accent">
          {video.title}
        </Link>
      </h2>
      <p className="mt-1 text-sm text-muted">
        {/* Above the link of the card, which covers all of it. */}
        <Link
          href={`/channel/${owner.id}`}
          className="relative z-10 py-1 wrap-anywhere hover:text-ink hover:underline"
        >
          {owner.name}
        </Link>{' '}
        · {formatViews(video.views)} ·{' '}
        <time dateTime={video.createdAt}>{formatAge(video.createdAt, now)}</time>
      </p>
    </article>
  );
}
