'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc.ts';

/** The tags of a video; undefined while nobody knows. */
export function useTags(videoId: string): readonly string[] | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.videos.tags.queryOptions({ id: videoId })).data;
}
