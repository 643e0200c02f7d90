'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';
import type { Review } from './types.ts';

/** Another moderator may be at it too. Milliseconds. */
const LOOK_AGAIN_MS = 10_000;

/** All that is known of one video, looked at again while its page is open. */
export function useReview(initial: Review): Review {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.moderation.review.queryOptions({ id: initial.video.id }, { initialData: initial }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  return data ?? initial;
}

/** The answer to an appeal that is not accepted. */
export function useAppealRefusal() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refuse = useMutation(
    trpc.moderation.refuseAppeal.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.moderation.review.queryKey() }),
    }),
  );
  return { refuse, sentence: refuse.error ? problemOf(refuse.error).sentence : null };
}
