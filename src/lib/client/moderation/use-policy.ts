'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SitePolicy } from '#lib/domain/site-policy.ts';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

/** The site's policy, and for admins the way to change it. */
export function usePolicy(initial: SitePolicy) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.moderation.policy.queryOptions(undefined, { initialData: initial }));
  const save = useMutation(
    trpc.moderation.setPolicy.mutationOptions({
      onSuccess: (policy) => queryClient.setQueryData(trpc.moderation.policy.queryKey(), policy),
    }),
  );
  return { policy: data, save, sentence: save.error ? problemOf(save.error).sentence : null };
}
