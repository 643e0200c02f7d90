'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc.ts';

/** What moves by the second. Milliseconds; nothing is asked while nobody looks. */
const LIVE_MS = 3_000;
/** What Kafka has to be asked for. */
const UNHURRIED_MS = 10_000;

/** Tasks, workers, backlog and failures, as they are now. */
export function useBoard() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.operations.board.queryOptions(), refetchInterval: LIVE_MS });
}
export type Board = NonNullable<ReturnType<typeof useBoard>['data']>;

/** How far what is told is behind what has happened. */
export function useBackbone() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.operations.backbone.queryOptions(), refetchInterval: UNHURRIED_MS });
}

export function useOpenUploads() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.operations.uploads.queryOptions({ limit: 200 }), refetchInterval: LIVE_MS });
}
export type OpenUpload = NonNullable<ReturnType<typeof useOpenUploads>['data']>[number];

/** The newest day first. */
export function useCostByDay(days: number) {
  const trpc = useTRPC();
  return useQuery(trpc.operations.costByDay.queryOptions({ days }));
}
export type DayCost = NonNullable<ReturnType<typeof useCostByDay>['data']>[number];
