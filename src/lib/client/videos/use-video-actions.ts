'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useStoreState } from '../live/use-store-state.ts';
import { problemOf } from '../problem.ts';
import { useTRPC, type VideoState } from '../trpc.ts';

/**
 * What an owner does with one video, and the sentence when it did not work.
 * @param onMoved told when a retry or a cancellation has come about
 */
export function useVideoActions(videoId: string, onMoved: () => unknown = () => undefined) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const storeState = useStoreState();
  const refreshLists = () =>
    Promise.all(
      [trpc.videos.list.queryKey(), trpc.studio.list.queryKey(), trpc.uploads.usage.queryKey()].map(
        (queryKey) => queryClient.invalidateQueries({ queryKey }),
      ),
    );

  const update = useMutation(
    trpc.videos.update.mutationOptions({
      onSuccess: (video) => {
        queryClient.setQueryData(trpc.videos.get.queryKey({ id: videoId }), video);
        void queryClient.invalidateQueries({ queryKey: trpc.videos.tags.queryKey({ id: videoId }) });
        return refreshLists();
      },
    }),
  );
  const storeMove = (state: VideoState) => {
    storeState(state);
    return onMoved();
  };
  const retry = useMutation(trpc.videos.retry.mutationOptions({ onSuccess: storeMove }));
  const cancel = useMutation(trpc.videos.cancel.mutationOptions({ onSuccess: storeMove }));
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
