import { Suspense } from 'react';
import { PlaceholderGrid } from './_ui/placeholder-grid.tsx';
import { PublicVideos } from './public-videos.tsx';

interface HomeProps {
  readonly searchParams: Promise<{ readonly q?: string | string[]; readonly skip?: string | string[] }>;
}

export default async function Home({ searchParams }: HomeProps) {
  const asked = await searchParams;
  const query = typeof asked.q === 'string' ? asked.q.trim().slice(0, 200) : '';
  const skip = typeof asked.skip === 'string' && /^\d{1,6}$/.test(asked.skip) ? Number(asked.skip) : 0;
  return (
    <>
      <h1 className="mb-6 text-2xl font-bold wrap-anywhere">
        {query ? `Results for “${query}”` : 'Latest videos'}
      </h1>
      <Suspense key={`${query} ${skip}`} fallback={<PlaceholderGrid />}>
        <PublicVideos query={query} skip={skip} />
      </Suspense>
    </>
  );
}
