'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReviewView } from '#lib/domain/moderation.ts';
import { useTRPC } from '../trpc.ts';
import { QUEUE_PAGE_SIZE } from './queue-page-size.ts';
import type { QueuePage } from './types.ts';

/** What is encoded changes from second to second; else a moderator may wait for what comes. Milliseconds. */
const LOOK_AGAIN_MS = { encoding: 3_000, still: 20_000 } as const;

/** One page of the queue, looked at again while it is open. */
export function useReviewQueue(
  initial: QueuePage,
  { view, after }: { readonly view: ReviewView; readonly after: string | undefined },
): QueuePage {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.moderation.queue.queryOptions(
      { view, limit: QUEUE_PAGE_SIZE, ...(after && { after }) },
      { initialData: initial },
    ),
    refetchInterval: ({ state }) =>
      state.data?.videos.some(({ status }) => status === 'processing')
        ? LOOK_AGAIN_MS.encoding
        : LOOK_AGAIN_MS.still,
  });
  return data ?? initial;
}
