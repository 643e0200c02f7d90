'use client';

import Link from 'next/link';
import { useMyVideos, type VideoPage } from '#lib/client/videos/use-my-videos.ts';
import { MessagePage } from '../_ui/message-page.tsx';
import { LibraryRow } from './library-row.tsx';

export function LibraryList({ initial, skip }: { readonly initial: VideoPage; readonly skip: number }) {
  const { videos, total, limit } = useMyVideos(initial, skip);
  if (total === 0) {
    return (
      <MessagePage
        isInPage
        title="Your videos will live here"
        action={
          <Link href="/upload" className="button button-primary">
            Upload a video
          </Link>
        }
      >
        <p>You will see each one being prepared, and decide who may watch it.</p>
      </MessagePage>
    );
  }
  return (
    <>
      <ul className="grid gap-4">
        {videos.map((video) => (
          <LibraryRow key={video.id} video={video} />
        ))}
      </ul>
      <nav aria-label="Pages" className="mt-10 flex justify-center gap-3">
        {skip > 0 && (
          <Link href={`/library?skip=${Math.max(0, skip - limit)}`} className="button button-quiet">
            Newer
          </Link>
        )}
        {skip + limit < total && (
          <Link href={`/library?skip=${skip + limit}`} className="button button-quiet">
            Older
          </Link>
        )}
      </nav>
    </>
  );
}
