'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/root.ts';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

export type ApiKeyList = inferRouterOutputs<AppRouter>['apiKeys']['list'];

/** One's own API keys, and what one does with them. */
export function useApiKeys(initial: ApiKeyList) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.apiKeys.list.queryOptions(undefined, { initialData: initial }));
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: trpc.apiKeys.list.queryKey() });
  const create = useMutation(trpc.apiKeys.create.mutationOptions({ onSuccess }));
  const revoke = useMutation(trpc.apiKeys.revoke.mutationOptions({ onSuccess }));
  const error = create.error ?? revoke.error;
  return {
    apiKeys: data.apiKeys,
    create,
    revoke: (id: string) => revoke.mutate({ id }),
    isBusy: create.isPending || revoke.isPending,
    sentence: error ? problemOf(error).sentence : null,
  };
}
