'use client';

import { useSubscription } from '@trpc/tanstack-react-query';
import { useTRPC } from '../trpc.ts';
import { usePageVisible } from './use-page-visible.ts';
import { useStoreState } from './use-store-state.ts';

/** Keeps the state of one video moving. */
export function useLiveVideo(videoId: string, isWanted: boolean): void {
  const trpc = useTRPC();
  const isVisible = usePageVisible();
  const store = useStoreState();
  const options = trpc.videos.onStatus.subscriptionOptions(
    { id: videoId },
    { enabled: isWanted && isVisible, onData: ({ data }) => store(data) },
  );
  useSubscription(options);
}
