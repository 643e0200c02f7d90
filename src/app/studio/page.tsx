import type { Metadata } from 'next';
import { listInputOf, readStudioQuery } from '#lib/client/studio/studio-query.ts';
import { serverCaller } from '#server/api/caller.ts';
import { needViewer } from '../viewer.ts';
import { AnalyticsStrip } from './analytics-strip.tsx';
import { StorageStrip } from './storage-strip.tsx';
import { StudioList } from './studio-list.tsx';

export const metadata: Metadata = { title: 'Studio' };

interface StudioProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StudioPage({ searchParams }: StudioProps) {
  await needViewer('/studio');
  const query = readStudioQuery(await searchParams);
  const caller = await serverCaller();
  const [initial, usage, analytics] = await Promise.all([
    caller.studio.list(listInputOf(query)),
    caller.uploads.usage(),
    caller.studio.analytics({}),
  ]);
  return (
    <>
      <h1 className="mb-6 text-2xl font-bold">Studio</h1>
      <div className="mb-6">
        <StorageStrip initial={usage} />
      </div>
      <StudioList initial={initial} query={query} />
      <div className="mt-10">
        <AnalyticsStrip analytics={analytics} />
      </div>
    </>
  );
}
