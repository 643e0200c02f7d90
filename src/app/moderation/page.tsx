import type { Metadata } from 'next';
import { QUEUE_PAGE_SIZE } from '#lib/client/moderation/queue-page-size.ts';
import { reviewViews } from '#lib/domain/moderation.ts';
import { serverCaller } from '#server/api/caller.ts';
import { needModerator } from '../viewer.ts';
import { ReviewQueue } from './_parts/review-queue.tsx';
import { ViewLinks } from './_parts/view-links.tsx';
import { queueViewNames } from './_parts/view-names.ts';

export const metadata: Metadata = { title: 'Moderation queue' };

interface QueueProps {
  readonly searchParams: Promise<{ readonly view?: string | string[]; readonly after?: string | string[] }>;
}

export default async function QueuePage({ searchParams }: QueueProps) {
  await needModerator('/moderation');
  const asked = await searchParams;
  const view = reviewViews.find((known) => known === asked.view) ?? 'new';
  const after =
    typeof asked.after === 'string' && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(asked.after)
      ? asked.after
      : undefined;
  const caller = await serverCaller();
  const initial = await caller.moderation.queue({ view, limit: QUEUE_PAGE_SIZE, ...(after && { after }) });
  return (
    <>
      <h1 className="sr-only">Queue: {queueViewNames[view]}</h1>
      <ViewLinks
        label="What to look through"
        views={reviewViews.map((name) => ({
          href: name === 'new' ? '/moderation' : `/moderation?view=${name}`,
          name: queueViewNames[name],
          isCurrent: name === view,
        }))}
      />
      <ReviewQueue key={`${view} ${after ?? ''}`} initial={initial} view={view} after={after} />
    </>
  );
}
