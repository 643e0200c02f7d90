import { randomBytes } from 'node:crypto';
import {
  type Attributes,
  type AttributeValue,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
  TraceFlags,
} from '@opentelemetry/api';

/** Milliseconds since 1970, of whichever form the API allows. */
function toMs(time: TimeInput | undefined): number {
  if (time === undefined) return Date.now();
  if (typeof time === 'number') return time;
  return time instanceof Date ? time.getTime() : time[0] * 1_000 + time[1] / 1e6;
}

/**
 * A span that is handed on when it ends. It keeps names, times, attributes and the status: events, links and what
 * exceptions say are left out, for they quote what no collector may read.
 */
export class ExportedSpan implements Span {
  readonly kind: SpanKind;
  readonly startMs: number;
  endMs: number | undefined;
  readonly attributes: Record<string, AttributeValue> = {};
  status: SpanStatus = { code: SpanStatusCode.UNSET };
  name: string;
  readonly parentSpanId: string | undefined;
  readonly #context: SpanContext;
  readonly #ended: (span: ExportedSpan) => void;

  constructor(
    name: string,
    options: SpanOptions,
    parent: SpanContext | undefined,
    ended: (span: ExportedSpan) => void,
  ) {
    this.name = name;
    this.kind = options.kind ?? SpanKind.INTERNAL;
    this.startMs = toMs(options.startTime);
    this.parentSpanId = parent?.spanId;
    this.#context = {
      traceId: parent?.traceId ?? randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      traceFlags: TraceFlags.SAMPLED,
    };
    this.#ended = ended;
    this.setAttributes(options.attributes ?? {});
  }

  spanContext(): SpanContext {
    return this.#context;
  }

  setAttribute(key: string, value: AttributeValue | undefined): this {
    if (value !== undefined) this.attributes[key] = value;
    return this;
  }

  setAttributes(attributes: Attributes): this {
    for (const [key, value] of Object.entries(attributes)) this.setAttribute(key, value);
    return this;
  }

  setStatus(status: SpanStatus): this {
    this.status = status;
    return this;
  }

  updateName(name: string): this {
    this.name = name;
    return this;
  }

  /** The first end counts. */
  end(endTime?: TimeInput): void {
    if (this.endMs !== undefined) return;
    this.endMs = toMs(endTime);
    this.#ended(this);
  }

  isRecording(): boolean {
    return this.endMs === undefined;
  }

  recordException(): void {
    this.setStatus({ code: SpanStatusCode.ERROR });
  }

  addEvent(): this {
    return this;
  }

  addLink(): this {
    return this;
  }

  addLinks(): this {
    return this;
  }
}
