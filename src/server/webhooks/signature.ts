import { createHmac } from 'node:crypto';
import { newSecret } from '../secrets.ts';

/** The beginning says what it is where one is leaked. */
export function makeWebhookSecret(): string {
  return `whsec_${newSecret()}`;
}

/**
 * The value of `Sluice-Signature`: HMAC-SHA256, with the secret as it was shown, over `<timestamp>.<body>`. The
 * timestamp is signed too, so a receiver can refuse what was recorded and sent again later.
 */
export function signDelivery(secret: string, body: string, at: Date): string {
  const timestamp = Math.floor(at.getTime() / 1000);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},v1=${signature}`;
}
