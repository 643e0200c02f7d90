import { z } from 'zod';
import { apiScopes } from '#lib/domain/api-scopes.ts';

export const newApiKey = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(apiScopes)).min(1).max(20),
  /** Without it the key lives until it is revoked. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
});

export const apiKeyId = z.object({ id: z.string().max(64) });
