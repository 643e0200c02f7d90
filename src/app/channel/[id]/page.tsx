import { TRPCError } from '@trpc/server';
import { Rss } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { formatDate } from '#lib/client/format/age.ts';
import { serverCaller } from '#server/api/caller.ts';
import { MessagePage } from '../../_ui/message-page.tsx';
import { VideoGrid } from '../../_video/video-grid.tsx';
import { readCatalogAddress, type SearchParams } from '../../catalog-address.ts';

interface ChannelProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

/** Whoever is banned or has left has no page. */
const findChannel = cache(async (id: string) => {
  const caller = await serverCaller();
  try {
    return await caller.channels.get({ id });
  } catch (error) {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'UNPROCESSABLE_CONTENT'))
      notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: ChannelProps): Promise<Metadata> {
  const { id, name } = await findChannel((await params).id);
  return {
    title: name,
    description: `Videos by ${name}.`,
    alternates: {
      canonical: `/channel/${id}`,
      types: { 'application/rss+xml': [{ url: `/channel/${id}/feed.xml`, title: `Videos by ${name}` }] },
    },
  };
}

/** What a person has made public. */
export default async function ChannelPage({ params, searchParams }: ChannelProps) {
  const channel = await findChannel((await params).id);
  const { after } = readCatalogAddress(await searchParams);
  const caller = await serverCaller();
  const filter = { ownerId: channel.id, sort: 'newest' } as const;
  const page = await caller.videos.browse({ ...filter, cursor: after });
  const address = `/channel/${channel.id}`;
  return (
    <>
      <header className="mb-8 flex flex-wrap items-center gap-x-5 gap-y-3 border-b border-line pb-6">
        <span
          aria-hidden="true"
          className="grid size-16 shrink-0 place-items-center rounded-full bg-accent-wash text-2xl font-bold text-accent"
        >
          {[...channel.name][0]?.toUpperCase()}
        </span>
        <div className="min-w-0">
          <h1 className="text-2xl font-bold wrap-anywhere">{channel.name}</h1>
          <p className="mt-0.5 text-sm text-muted">
            Joined <time dateTime={channel.joinedAt}>{formatDate(channel.joinedAt)}</time>
          </p>
        </div>
        <a href={`${address}/feed.xml`} className="button button-small button-quiet sm:ml-auto">
          <Rss className="size-4" aria-hidden="true" />
          Feed
        </a>
      </header>
      {page.videos.length === 0 ? (
        <MessagePage isInPage title="No public videos">
          <p>What {channel.name} makes public shows here.</p>
        </MessagePage>
      ) : (
        <VideoGrid
          key={`${channel.id} ${after}`}
          filter={filter}
          initial={page}
          after={after}
          address={address}
          renderedAt={new Date().toISOString()}
        />
      )}
    </>
  );
}
