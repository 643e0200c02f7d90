'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTRPC } from '../trpc.ts';
import { usePageVisible } from './use-page-visible.ts';
import { useStoreState } from './use-store-state.ts';

/** Keeps the states of all of one's own videos moving while the page is looked at. */
export function useLiveMine(): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const enabled = usePageVisible();
  const store = useStoreState();
  const options = trpc.videos.onMine.subscriptionOptions(
    {},
    {
      enabled,
      onData: ({ data }) => store(data),
      // The stream begins with what is under way; what ended while nobody listened is in the list.
      onStarted: () => void queryClient.invalidateQueries({ queryKey: trpc.videos.list.queryKey() }),
    },
  );
  useSubscription(options);
}
