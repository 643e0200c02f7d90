'use client';

import Link from 'next/link';
import { useTags } from '#lib/client/videos/use-tags.ts';

/** Each tag leads to what else is found by it. Last on the page: nothing moves when it comes. */
export function TagList({ videoId }: { readonly videoId: string }) {
  const tags = useTags(videoId);
  if (!tags?.length) return null;
  return (
    <ul aria-label="Tags" className="mt-5 flex flex-wrap gap-2">
      {tags.map((tag) => (
        <li key={tag}>
          <Link
            href={`/?${new URLSearchParams({ q: tag })}`}
            className="inline-block rounded-full bg-sunken px-3 py-1 text-sm text-muted wrap-anywhere hover:text-ink"
          >
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
