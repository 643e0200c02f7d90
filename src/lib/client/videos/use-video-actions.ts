'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useStoreState } from '../live/use-store-state.ts';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

/** What an owner does with one video, and the sentence when it did not work. */
export function useVideoActions(videoId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const storeState = useStoreState();
  const refreshLists = () => queryClient.invalidateQueries({ queryKey: trpc.videos.list.queryKey() });

  const update = useMutation(
    trpc.videos.update.mutationOptions({
      onSuccess: (video) => {
        queryClient.setQueryData(trpc.videos.get.queryKey({ id: videoId }), video);
        void queryClient.invalidateQueries({ queryKey: trpc.videos.tags.queryKey({ id: videoId }) });
        return refreshLists();
      },
    }),
  );
  const retry = useMutation(trpc.videos.retry.mutationOptions({ onSuccess: storeState }));
  const cancel = useMutation(trpc.videos.cancel.mutationOptions({ onSuccess: storeState }));
  const remove = useMutation(trpc.videos.remove.mutationOptions({ onSuccess: refreshLists }));
  const all = [update, retry, cancel, remove];
  const failed = all.find(({ error }) => error !== null);

  return {
    update,
    retry: () => retry.mutate({ id: videoId }),
    cancel: () => cancel.mutate({ id: videoId }),
    remove,
    isBusy: all.some(({ isPending }) => isPending),
    sentence: failed ? problemOf(failed.error).sentence : null,
  };
}
