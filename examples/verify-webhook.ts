/** How a receiver of webhooks makes sure that a delivery is Sluice's, and not an old one sent again by somebody else. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older than this it may be a recording. Seconds. */
const TOLERANCE_SECONDS = 300;

/**
 * @param secret as it was shown when the webhook was made (`whsec_…`)
 * @param header the value of `Sluice-Signature`
 * @param body the bytes as they came, before any JSON parser touched them
 */
export function isFromSluice(
  secret: string,
  header: string,
  body: string | Buffer,
  now = new Date(),
): boolean {
  const fields = new Map(header.split(',').map((field) => field.split('=') as [string, string]));
  const timestamp = fields.get('t') ?? '';
  const given = Buffer.from(fields.get('v1') ?? '', 'hex');
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
  // Comparing letter by letter would tell by its time how much of a forgery was right.
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return isRight && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS;
}
