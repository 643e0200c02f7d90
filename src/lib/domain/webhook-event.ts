/** What a webhook can be told of. Part of the REST surface: rename none, add freely. */
export const webhookEvents = ['video.playable', 'video.ready', 'video.failed', 'video.deleted'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** A delivery is of an event, or of the test that its owner asked for. */
export type DeliveryType = WebhookEvent | 'ping';

/** As the settings page says it. */
export const webhookEventSentences: Readonly<Record<WebhookEvent, string>> = {
  'video.playable': 'A video can be watched, while it is still being encoded',
  'video.ready': 'A video is done',
  'video.failed': 'A video has failed, with the reason',
  'video.deleted': 'A video was deleted',
};

/** `waiting`: to be sent, again after a failure. `given-up`: nobody tries any more, unless its owner asks. */
export const deliveryStatuses = ['waiting', 'delivered', 'given-up'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One try at a delivery. */
export interface DeliveryAttempt {
  /** ISO 8601. */
  readonly at: string;
  /** HTTP status; null when none came. */
  readonly responseCode: number | null;
  readonly durationMs: number;
  /** Why it does not count as delivered; null when it does. */
  readonly error: string | null;
}
