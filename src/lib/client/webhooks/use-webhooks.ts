'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/root.ts';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

type Outputs = inferRouterOutputs<AppRouter>['webhooks'];
export type WebhookList = Outputs['list'];
export type Webhook = WebhookList['webhooks'][number];
export type Delivery = Outputs['deliveries']['deliveries'][number];

/** One's own webhooks, and what one does with them. */
export function useWebhooks(initial: WebhookList) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.webhooks.list.queryOptions(undefined, { initialData: initial }));
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: trpc.webhooks.list.queryKey() });
  const create = useMutation(trpc.webhooks.create.mutationOptions({ onSuccess }));
  const update = useMutation(trpc.webhooks.update.mutationOptions({ onSuccess }));
  const remove = useMutation(trpc.webhooks.remove.mutationOptions({ onSuccess }));
  const problem = (error: unknown) => (error ? problemOf(error).sentence : null);
  return {
    webhooks: data.webhooks,
    create,
    setEnabled: (id: string, enabled: boolean) => update.mutate({ id, enabled }),
    remove: (id: string) => remove.mutate({ id }),
    isBusy: create.isPending || update.isPending || remove.isPending,
    createSentence: problem(create.error),
    sentence: problem(update.error ?? remove.error),
  };
}
