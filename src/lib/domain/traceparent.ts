/** Crockford's base 32, in which ULIDs are written. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The 128 bits of a ULID as 32 hexadecimal digits. */
function ulidToHex(ulid: string): string {
  let value = 0n;
  for (const character of ulid) value = value * 32n + BigInt(alphabet.indexOf(character));
  return value.toString(16).padStart(32, '0');
}

/**
 * The W3C trace context of a message: one trace a video, from the upload to the last segment, and the
 * event as the span. Derived, so that every program names the same trace without passing anything on.
 */
export function traceparentOf(videoId: string, eventId: string): string {
  return `00-${ulidToHex(videoId)}-${ulidToHex(eventId).slice(-16)}-01`;
}
