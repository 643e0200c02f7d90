'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTRPC, type VideoState } from '../trpc.ts';
import { isMoving } from '../videos/video-phase.ts';
import { newestState } from './newest-state.ts';

/** While it moves, its version grows with every percent. At rest it grows with what else people see: who may see it, its title. */
function isMereProgress(before: VideoState, now: VideoState): boolean {
  if (before.version === now.version) return true;
  return isMoving(now.status) && before.status === now.status && before.playable === now.playable;
}

/**
 * Puts a state into the caches that pages read. The video itself and the lists are asked for again only
 * when something other than the percentage changed.
 */
export function useStoreState(): (state: VideoState) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(
    (incoming) => {
      const stateKey = trpc.videos.status.queryKey({ id: incoming.videoId });
      const before = queryClient.getQueryData(stateKey);
      const now = newestState(before, incoming);
      queryClient.setQueryData(stateKey, now);
      if (before && isMereProgress(before, now)) return;
      void queryClient.invalidateQueries({ queryKey: trpc.videos.list.queryKey() });
      void queryClient.invalidateQueries({ queryKey: trpc.studio.pathKey() });
      void queryClient.invalidateQueries({ queryKey: trpc.videos.get.queryKey({ id: now.videoId }) });
    },
    [trpc, queryClient],
  );
}
