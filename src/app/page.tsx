import type { Metadata } from 'next';
import { serverCaller } from '#server/api/caller.ts';
import { VideoGrid } from './_video/video-grid.tsx';
import { catalogAddress, readCatalogAddress, type SearchParams } from './catalog-address.ts';
import { NothingFound } from './nothing-found.tsx';
import { SortLinks } from './sort-links.tsx';

interface HomeProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ searchParams }: HomeProps): Promise<Metadata> {
  const { q, after } = readCatalogAddress(await searchParams);
  return {
    ...(q && { title: `Results for “${q}”` }),
    alternates: {
      canonical: '/',
      types: { 'application/rss+xml': [{ url: '/feed.xml', title: 'The newest videos' }] },
    },
    // Search engines find videos by the sitemap: what people searched for here is no page of its own.
    ...((q || after) && { robots: { index: false } }),
  };
}

export default async function Home({ searchParams }: HomeProps) {
  const { q, sort, after } = readCatalogAddress(await searchParams);
  const filter = { ...(q && { q }), sort };
  const caller = await serverCaller();
  const page = await caller.videos.browse({ ...filter, cursor: after });
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-2xl font-bold wrap-anywhere">{q ? `Results for “${q}”` : 'Videos'}</h1>
        {page.videos.length > 0 && <SortLinks q={q} sort={sort} />}
      </div>
      {page.videos.length === 0 ? (
        <NothingFound isSearch={Boolean(q)} />
      ) : (
        <VideoGrid
          key={catalogAddress({ q, sort, after })}
          filter={filter}
          initial={page}
          after={after}
          address={catalogAddress({ q, sort, after: null })}
          renderedAt={new Date().toISOString()}
        />
      )}
    </>
  );
}
