import { type WebhookEvent, webhookEventSentences, webhookEvents } from '#lib/domain/webhook-event.ts';
import type { PathItem, SchemaObject } from './openapi-types.ts';
import { sampleValue } from './sample-value.ts';

const text: SchemaObject = { type: 'string' };
const textOrNull: SchemaObject = { type: ['string', 'null'] };

const video: SchemaObject = {
  type: 'object',
  properties: {
    videoId: text,
    title: text,
    filename: text,
    status: text,
    playable: { type: 'boolean' },
    visibility: text,
    moderation: text,
    duration: { type: ['number', 'null'], description: 'Seconds.' },
    createdAt: { ...text, format: 'date-time' },
    processedAt: { ...textOrNull, format: 'date-time' },
    error: {
      type: 'object',
      description: 'Of a failed video.',
      properties: { code: text, message: text, retryable: { type: 'boolean' } },
    },
  },
};

const headers = [
  ['Sluice-Signature', '`t=<epoch seconds>,v1=<hex>`: HMAC-SHA256 with the secret over `<t>.<body>`.'],
  ['Sluice-Event-Id', 'The same for every attempt: deliveries come at least once.'],
  ['Sluice-Event-Type', 'As in the body.'],
  ['Sluice-Delivery-Id', 'As in the log.'],
] as const;

function describe(type: WebhookEvent): PathItem {
  const schema: SchemaObject = {
    type: 'object',
    required: ['id', 'type', 'occurredAt', 'data'],
    properties: {
      id: text,
      type: { const: type },
      occurredAt: { ...text, format: 'date-time' },
      data: video,
    },
  };
  return {
    post: {
      operationId: `webhook-${type.replace('.', '-')}`,
      summary: webhookEventSentences[type],
      tags: ['webhooks'],
      parameters: headers.map(([name, description]) => ({
        name,
        in: 'header',
        required: true,
        description,
        schema: text,
      })),
      requestBody: {
        required: true,
        content: { 'application/json': { schema, example: sampleValue(schema) } },
      },
      responses: {
        '2XX': { description: 'Within 10 seconds. Anything else is tried again, for about a day.' },
      },
    },
  };
}

/** What we send, as the document tells it. */
export const describedWebhooks: Readonly<Record<string, PathItem>> = Object.fromEntries(
  webhookEvents.map((type) => [type, describe(type)]),
);
