import type { AttributeValue } from '@opentelemetry/api';
import type { ExportedSpan } from './exported-span.ts';

function toValue(value: AttributeValue) {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { stringValue: typeof value === 'string' ? value : JSON.stringify(value) };
}

const toAttributes = (attributes: Readonly<Record<string, AttributeValue>>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: toValue(value) }));

const toNanos = (ms: number): string => String(BigInt(Math.round(ms * 1_000)) * 1_000n);

/** OTLP as JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export function toOtlp(service: string, spans: readonly ExportedSpan[]) {
  return {
    resourceSpans: [
      {
        resource: { attributes: toAttributes({ 'service.name': service }) },
        scopeSpans: [
          {
            scope: { name: 'sluice' },
            spans: spans.map((span) => ({
              traceId: span.spanContext().traceId,
              spanId: span.spanContext().spanId,
              ...(span.parentSpanId && { parentSpanId: span.parentSpanId }),
              name: span.name,
              // OTLP has an "unspecified" before the kinds of the API.
              kind: span.kind + 1,
              startTimeUnixNano: toNanos(span.startMs),
              endTimeUnixNano: toNanos(span.endMs ?? span.startMs),
              attributes: toAttributes(span.attributes),
              status: { code: span.status.code },
            })),
          },
        ],
      },
    ],
  };
}
