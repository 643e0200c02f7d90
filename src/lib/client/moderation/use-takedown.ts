'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

/** Why one's video is taken down, and the appeal against that. */
export function useTakedown(videoId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data, error, isPending } = useQuery(trpc.appeals.standing.queryOptions({ id: videoId }));
  const appeal = useMutation(
    trpc.appeals.create.mutationOptions({
      onSuccess: () =>
        queryClient.invalidateQueries({ queryKey: trpc.appeals.standing.queryKey({ id: videoId }) }),
    }),
  );
  const problem = error ?? appeal.error;
  return {
    takedown: data ?? null,
    isPending,
    appeal,
    sentence: problem ? problemOf(problem).sentence : null,
  };
}
