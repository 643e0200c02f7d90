'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '#server/api/root.ts';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

export type SettingOrder = inferRouterInputs<AppRouter>['siteSettings']['change'];

export function useSiteSettings() {
  const trpc = useTRPC();
  return useQuery(trpc.siteSettings.list.queryOptions());
}
export type Setting = NonNullable<ReturnType<typeof useSiteSettings>['data']>[number];

/** The newest first. */
export function useSettingHistory() {
  const trpc = useTRPC();
  return useQuery(trpc.siteSettings.history.queryOptions({ limit: 100 }));
}
export type SettingChange = NonNullable<ReturnType<typeof useSettingHistory>['data']>[number];

export function useSettingChange() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = useMutation(
    trpc.siteSettings.change.mutationOptions({
      // Also when it was refused: somebody else may have changed it, and that is to be seen.
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.siteSettings.pathKey() }),
    }),
  );
  return {
    change: (order: SettingOrder) => change.mutate(order),
    isBusy: change.isPending,
    isDone: change.isSuccess,
    sentence: change.error ? problemOf(change.error).sentence : null,
  };
}
