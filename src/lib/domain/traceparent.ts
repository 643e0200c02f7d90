/** Crockford's base 32, in which ULIDs are written. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The 128 bits of a ULID as 32 hexadecimal digits. */
function ulidToHex(ulid: string): string {
  let value = 0n;
  for (const character of ulid) value = value * 32n + BigInt(alphabet.indexOf(character));
  return value.toString(16).padStart(32, '0');
}

/**
 * The trace of a video, from the click that begins its upload to its last segment: 32 hexadecimal digits. Derived, so
 * that every program names the same trace without passing anything on.
 */
export const traceIdOf = (videoId: string): string => ulidToHex(videoId);

/** The span that all others of a video are below: its life. */
export const rootSpanOf = (videoId: string): string => ulidToHex(videoId).slice(-16);

/** The W3C trace context of a message: the video's trace, and the event as the span. */
export function traceparentOf(videoId: string, eventId: string): string {
  return `00-${traceIdOf(videoId)}-${ulidToHex(eventId).slice(-16)}-01`;
}

const ulidForm = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const traceparentForm = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** Undefined for what is no trace context. */
export function readTraceparent(
  text: string | null | undefined,
): { readonly traceId: string; readonly spanId: string } | undefined {
  const [, traceId, spanId] = traceparentForm.exec(text ?? '') ?? [];
  return traceId && spanId ? { traceId, spanId } : undefined;
}

/** A log line's fields, with the trace of the video that they name. */
export function withTraceId(fields: Record<string, unknown>): Record<string, unknown> {
  const { videoId, traceId } = fields;
  if (traceId !== undefined || typeof videoId !== 'string' || !ulidForm.test(videoId)) return fields;
  return { ...fields, traceId: traceIdOf(videoId) };
}
