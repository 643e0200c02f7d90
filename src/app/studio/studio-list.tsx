'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useOptimistic, useState, useTransition } from 'react';
import { isNarrowed, type StudioQuery, studioAddress } from '#lib/client/studio/studio-query.ts';
import { useBulk } from '#lib/client/studio/use-bulk.ts';
import { type OwnVideoPage, useOwnVideos } from '#lib/client/studio/use-own-videos.ts';
import { MessagePage } from '../_ui/message-page.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { StudioFilters } from './studio-filters.tsx';
import { StudioPager } from './studio-pager.tsx';
import { type Selection, VideoTable } from './video-table.tsx';

interface StudioListProps {
  readonly initial: OwnVideoPage;
  readonly query: StudioQuery;
}

/** All of one's own videos: found, sorted, and changed one by one or many at a time. */
export function StudioList({ initial, query }: StudioListProps) {
  const page = useOwnVideos(initial, query);
  const router = useRouter();
  const [isLoading, startLoading] = useTransition();
  const [selected, setSelected] = useState<Selection>({});
  const bulk = useBulk();
  // What one can not see is not selected.
  const chosen = page.videos.filter(({ id }) => selected[id]);
  // Shown at once, and what the next wish adds to: the page itself comes a moment later.
  const [wished, setWished] = useOptimistic(query);
  const ask = (change: Partial<StudioQuery>) =>
    startLoading(() => {
      const wish = { ...wished, skip: 0, ...change };
      setWished(wish);
      router.replace(studioAddress(wish), { scroll: false });
    });

  if (page.total === 0 && !isNarrowed(query)) {
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
    <div className="grid gap-4">
      <StudioFilters query={wished} onAsk={ask} />
      <BulkBar chosen={chosen} bulk={bulk} onDone={() => setSelected({})} onClear={() => setSelected({})} />
      {page.videos.length === 0 ? (
        <MessagePage
          isInPage
          title="Nothing of yours fits"
          action={
            <Link href="/studio" className="button button-quiet">
              Show all
            </Link>
          }
        >
          <p>Try other words, or look at all of your videos.</p>
        </MessagePage>
      ) : (
        <div aria-busy={isLoading} className={isLoading ? 'opacity-60 transition-opacity' : undefined}>
          <VideoTable
            videos={page.videos}
            query={wished}
            selected={selected}
            onSelect={setSelected}
            onSort={({ sort, order }) => ask({ sort, order })}
          />
        </div>
      )}
      <StudioPager query={query} total={page.total} limit={page.limit} />
    </div>
  );
}
