import { z } from 'zod';
import { deliveryStatuses, webhookEvents } from '#lib/domain/webhook-event.ts';

export const webhookOutput = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)).readonly(),
  enabled: z.boolean(),
  note: z.string().nullable(),
  failingSince: z.string().nullable(),
  createdAt: z.string(),
});

export const deliveryOutput = z.object({
  id: z.string(),
  eventId: z.string(),
  eventType: z.enum([...webhookEvents, 'ping']),
  status: z.enum(deliveryStatuses),
  attempts: z.number(),
  responseCode: z.number().nullable(),
  durationMs: z.number().nullable(),
  error: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  log: z
    .array(
      z.object({
        at: z.string(),
        responseCode: z.number().nullable(),
        durationMs: z.number(),
        error: z.string().nullable(),
      }),
    )
    .readonly(),
});
