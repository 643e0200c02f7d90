import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { readTraceparent, rootSpanOf, traceIdOf } from '../domain/traceparent.ts';
import { TRACER } from './tracer-name.ts';

interface SpanStart {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** Milliseconds since 1970; now when absent. */
  readonly startTime?: number;
}

const contextOf = (traceId: string, spanId: string): Context =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });

const start = (name: string, options: SpanStart, parent: Context): Span =>
  trace.getTracer(TRACER).startSpan(name, options, parent);

/** A span of the video's own trace, which is derived from its id. */
export const startVideoSpan = (videoId: string, name: string, options: SpanStart = {}): Span =>
  start(name, options, contextOf(traceIdOf(videoId), rootSpanOf(videoId)));

/** The handling of a message, below the event that it carries; undefined for one that carries no trace. */
export function startMessageSpan(message: string, name: string): Span | undefined {
  const parent = readTraceparent(/"traceparent":"([^"]+)"/.exec(message)?.[1]);
  return parent && start(name, { kind: SpanKind.CONSUMER }, contextOf(parent.traceId, parent.spanId));
}

/** A part of what another span tells of. */
export const startChildSpan = (parent: Span, name: string, attributes: Attributes = {}): Span =>
  start(name, { attributes }, trace.setSpan(ROOT_CONTEXT, parent));

/** Ends a span; with a reason, as failed. The first end counts. A reason is a word of ours, never what an error says. */
export function endSpan(span: Span | undefined, failure?: string): void {
  if (!span?.isRecording()) return;
  if (failure !== undefined)
    span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', failure);
  span.end();
}
