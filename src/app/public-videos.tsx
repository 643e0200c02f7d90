import Link from 'next/link';
import { serverCaller } from '#server/api/caller.ts';
import { MessagePage } from './_ui/message-page.tsx';
import { VideoCard } from './_video/video-card.tsx';

const PAGE_SIZE = 24;

function address(query: string, skip: number): string {
  const parameters = new URLSearchParams({
    ...(query ? { q: query } : {}),
    ...(skip > 0 ? { skip: String(skip) } : {}),
  });
  return parameters.size > 0 ? `/?${parameters}` : '/';
}

export async function PublicVideos({ query, skip }: { readonly query: string; readonly skip: number }) {
  const caller = await serverCaller();
  const filter = query ? { q: query } : {};
  const { videos, total } = await caller.videos.list({ ...filter, limit: PAGE_SIZE, skip });
  if (videos.length === 0 && skip === 0) return <NoVideos query={query} />;
  const now = new Date();
  return (
    <>
      <ul className="grid gap-x-6 gap-y-9 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {videos.map((video) => (
          <li key={video.id}>
            <VideoCard video={video} now={now} />
          </li>
        ))}
      </ul>
      <nav aria-label="Pages" className="mt-12 flex justify-center gap-3">
        {skip > 0 && (
          <Link href={address(query, Math.max(0, skip - PAGE_SIZE))} className="button button-quiet">
            Newer videos
          </Link>
        )}
        {skip + PAGE_SIZE < total && (
          <Link href={address(query, skip + PAGE_SIZE)} className="button button-quiet">
            Older videos
          </Link>
        )}
      </nav>
    </>
  );
}

function NoVideos({ query }: { readonly query: string }) {
  if (query) {
    return (
      <MessagePage
        isInPage
        title="Nothing found"
        action={
          <Link href="/" className="button button-quiet">
            See all videos
          </Link>
        }
      >
        <p>No public video has these words in its title or description.</p>
      </MessagePage>
    );
  }
  return (
    <MessagePage
      isInPage
      title="No public videos yet"
      action={
        <Link href="/upload" className="button button-primary">
          Upload the first one
        </Link>
      }
    >
      <p>Videos show here once their owner has made them public.</p>
    </MessagePage>
  );
}
