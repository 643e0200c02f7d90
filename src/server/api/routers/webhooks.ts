import { z } from 'zod';
import { deliveryId, deliveryList, newWebhook, webhookChanges, webhookId } from '../inputs/webhooks.ts';
import { deliveryOutput, webhookOutput } from '../outputs/webhooks.ts';
import { router, signedInProcedure } from '../trpc.ts';

const tags = ['webhooks'];
const scope = 'webhooks:manage';

export const webhooksRouter = router({
  list: signedInProcedure
    .meta({ scope, openapi: { method: 'GET', path: '/webhooks', tags, protect: true } })
    .output(z.object({ webhooks: z.array(webhookOutput) }))
    .query(async ({ ctx }) => ({ webhooks: await ctx.container.webhooks.list(ctx.viewer) })),

  create: signedInProcedure
    .meta({ scope, openapi: { method: 'POST', path: '/webhooks', tags, protect: true }, successStatus: 201 })
    .input(newWebhook)
    .output(webhookOutput.extend({ secret: z.string() }))
    .mutation(({ ctx, input }) => ctx.container.webhooks.create(ctx.viewer, input, ctx.address)),

  update: signedInProcedure
    .meta({ scope, openapi: { method: 'PATCH', path: '/webhooks/{id}', tags, protect: true } })
    .input(webhookChanges)
    .output(webhookOutput)
    .mutation(({ ctx, input: { id, ...changes } }) => ctx.container.webhooks.update(ctx.viewer, id, changes)),

  remove: signedInProcedure
    .meta({ scope, openapi: { method: 'DELETE', path: '/webhooks/{id}', tags, protect: true } })
    .input(webhookId)
    .output(z.object({ removed: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await ctx.container.webhooks.remove(ctx.viewer, input.id, ctx.address);
      return { removed: true } as const;
    }),

  /** Sends a test event. */
  ping: signedInProcedure
    .meta({ scope, openapi: { method: 'POST', path: '/webhooks/{id}/ping', tags, protect: true } })
    .input(webhookId)
    .output(deliveryOutput)
    .mutation(({ ctx, input }) => ctx.container.webhooks.ping(ctx.viewer, input.id)),

  /** The log, newest first. */
  deliveries: signedInProcedure
    .meta({ scope, openapi: { method: 'GET', path: '/webhooks/{id}/deliveries', tags, protect: true } })
    .input(deliveryList)
    .output(
      z.object({
        deliveries: z.array(deliveryOutput),
        total: z.number(),
        limit: z.number(),
        skip: z.number(),
      }),
    )
    .query(({ ctx, input: { id, ...page } }) => ctx.container.webhooks.deliveries(ctx.viewer, id, page)),

  redeliver: signedInProcedure
    .meta({
      scope,
      openapi: {
        method: 'POST',
        path: '/webhooks/{id}/deliveries/{deliveryId}/redeliver',
        tags,
        protect: true,
      },
    })
    .input(deliveryId)
    .output(deliveryOutput)
    .mutation(({ ctx, input }) => ctx.container.webhooks.redeliver(ctx.viewer, input.id, input.deliveryId)),
});
