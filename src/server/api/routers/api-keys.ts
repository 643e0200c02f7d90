import { z } from 'zod';
import { apiScopes } from '#lib/domain/api-scopes.ts';
import { apiKeyId, newApiKey } from '../inputs/api-keys.ts';
import { router, signedInProcedure } from '../trpc.ts';

const tags = ['api-keys'];
const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(apiScopes)).readonly(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});

/** No scope opens these: a key that could make keys could outlive its own revocation. */
export const apiKeysRouter = router({
  list: signedInProcedure
    .meta({ openapi: { method: 'GET', path: '/api-keys', tags, protect: true } })
    .output(z.object({ apiKeys: z.array(apiKey) }))
    .query(async ({ ctx }) => ({ apiKeys: await ctx.container.apiKeys.list(ctx.viewer) })),

  create: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/api-keys', tags, protect: true }, successStatus: 201 })
    .input(newApiKey)
    .output(apiKey.extend({ key: z.string() }))
    .mutation(({ ctx, input }) => ctx.container.apiKeys.create(ctx.viewer, input, ctx.address)),

  revoke: signedInProcedure
    .meta({ openapi: { method: 'DELETE', path: '/api-keys/{id}', tags, protect: true } })
    .input(apiKeyId)
    .output(z.object({ revoked: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await ctx.container.apiKeys.revoke(ctx.viewer, input.id, ctx.address);
      return { revoked: true } as const;
    }),
});
