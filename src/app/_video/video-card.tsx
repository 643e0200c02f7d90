import Link from 'next/link';
import { formatAge } from '#lib/client/format/age.ts';
import type { Video } from '#lib/client/trpc.ts';
import { Thumbnail } from './thumbnail.tsx';

export function VideoCard({ video, now }: { readonly video: Video; readonly now: Date }) {
  return (
    <article className="group relative rounded-xl">
      <Thumbnail url={video.thumbnailUrl} duration={video.duration} />
      <h2 className="mt-3 line-clamp-2 leading-snug font-semibold wrap-anywhere">
        <Link href={`/watch/${video.id}`} className="stretched group-hover:text-accent">
          {video.title}
        </Link>
      </h2>
      <p className="mt-1 text-sm text-muted">
        {video.owner.name} · <time dateTime={video.createdAt}>{formatAge(video.createdAt, now)}</time>
      </p>
    </article>
  );
}
