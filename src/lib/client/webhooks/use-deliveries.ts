'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

/** As many as one looks through. */
const SHOWN = 20;
/** While something is on its way. Milliseconds. */
const LOOK_AGAIN_MS = 2_000;

/** The log of one webhook, kept fresh while a delivery waits. */
export function useDeliveries(webhookId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const asked = { id: webhookId, limit: SHOWN };
  const { data, error, isPending } = useQuery({
    ...trpc.webhooks.deliveries.queryOptions(asked),
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some(({ status }) => status === 'waiting') ? LOOK_AGAIN_MS : false,
  });
  const onSuccess = () =>
    queryClient.invalidateQueries({ queryKey: trpc.webhooks.deliveries.queryKey(asked) });
  const redeliver = useMutation(trpc.webhooks.redeliver.mutationOptions({ onSuccess }));
  const ping = useMutation(trpc.webhooks.ping.mutationOptions({ onSuccess }));
  const problem = error ?? redeliver.error ?? ping.error;
  return {
    deliveries: data?.deliveries ?? [],
    total: data?.total ?? 0,
    isPending,
    isBusy: redeliver.isPending || ping.isPending,
    redeliver: (deliveryId: string) => redeliver.mutate({ id: webhookId, deliveryId }),
    ping: () => ping.mutate({ id: webhookId }),
    sentence: problem ? problemOf(problem).sentence : null,
  };
}
