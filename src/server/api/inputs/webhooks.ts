import { z } from 'zod';
import { webhookEvents } from '#lib/domain/webhook-event.ts';

const url = z.string().min(1).max(2_048);
const events = z.array(z.enum(webhookEvents)).min(1).max(20);

export const newWebhook = z.object({ url, events });

export const webhookId = z.object({ id: z.string().max(64) });

export const webhookChanges = webhookId.extend({
  url: url.optional(),
  events: events.optional(),
  enabled: z.boolean().optional(),
});

export const deliveryList = webhookId.extend({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export const deliveryId = webhookId.extend({ deliveryId: z.string().max(64) });
