'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/root.ts';
import { useLiveMine } from '../live/use-live-mine.ts';
import { useTRPC } from '../trpc.ts';
import { MY_PAGE_SIZE } from './my-page-size.ts';

export type VideoPage = inferRouterOutputs<AppRouter>['videos']['list'];

/** One page of one's own videos, kept in step with what happens to them. */
export function useMyVideos(initial: VideoPage, skip: number): VideoPage {
  const trpc = useTRPC();
  useLiveMine();
  const input = { mine: 'true' as const, limit: MY_PAGE_SIZE, skip };
  const { data } = useQuery(
    trpc.videos.list.queryOptions(input, { initialData: initial, placeholderData: keepPreviousData }),
  );
  return data;
}
