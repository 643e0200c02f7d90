import type { Metadata } from 'next';
import { MY_PAGE_SIZE } from '#lib/client/videos/my-page-size.ts';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../viewer.ts';
import { LibraryList } from './library-list.tsx';

export const metadata: Metadata = { title: 'Library' };

interface LibraryProps {
  readonly searchParams: Promise<{ readonly skip?: string | string[] }>;
}

export default async function LibraryPage({ searchParams }: LibraryProps) {
  await needViewer('/library');
  const asked = (await searchParams).skip;
  const skip = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  const caller = await serverCaller();
  const initial = await caller.videos.list({ mine: 'true', limit: MY_PAGE_SIZE, skip });
  return (
    <div className="mx-auto max-w-5xl">
      <h1 className="mb-6 text-2xl font-bold">Library</h1>
      <LibraryList initial={initial} skip={skip} />
    </div>
  );
}
