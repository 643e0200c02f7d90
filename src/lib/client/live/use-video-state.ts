'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC, type VideoState } from '../trpc.ts';
import { newestState } from './newest-state.ts';

/** The live stream may be down (a broker, a proxy): then the page is late by this much, not frozen. */
const FALLBACK_MS = 15_000;

/** Where a video stands, as last heard of. */
export function useVideoState(videoId: string, isMoving: boolean): VideoState | undefined {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.videos.status.queryOptions(
      { id: videoId },
      {
        enabled: isMoving,
        staleTime: FALLBACK_MS,
        refetchInterval: FALLBACK_MS,
        structuralSharing: (before, incoming) =>
          newestState(before as VideoState | undefined, incoming as VideoState),
      },
    ),
  );
  return data;
}
