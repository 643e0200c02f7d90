'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

const LOOK_AGAIN_MS = 10_000;

/** Messages that could not be handled and that nobody has dealt with, the newest first. */
export function useDeadLetters() {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.operations.deadLetters.queryOptions({ limit: 200 }),
    refetchInterval: LOOK_AGAIN_MS,
  });
}
export type LetterInList = NonNullable<ReturnType<typeof useDeadLetters>['data']>['letters'][number];

/** One of them with its message, and what can be done about it. */
export function useDeadLetter(id: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // It never changes; once it is dealt with, asking again would only be told that it is gone.
  const letter = useQuery(
    trpc.operations.deadLetter.queryOptions({ id }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  // Forgotten, not only out of date: the list must not show for a moment what was just dealt with.
  const onSuccess = () => queryClient.removeQueries({ queryKey: trpc.operations.deadLetters.queryKey() });
  const replay = useMutation(trpc.operations.replayLetter.mutationOptions({ onSuccess }));
  const discard = useMutation(trpc.operations.discardLetter.mutationOptions({ onSuccess }));
  const problem = replay.error ?? discard.error;
  return {
    letter,
    replay: () => replay.mutate({ id }),
    discard: (reason: string) => discard.mutate({ id, reason }),
    isBusy: replay.isPending || discard.isPending,
    /** What has become of it by what was done here. */
    ending: replay.isSuccess ? ('replayed' as const) : discard.isSuccess ? ('discarded' as const) : null,
    sentence: problem ? problemOf(problem).sentence : null,
  };
}
