import {
  type Context,
  ProxyTracerProvider,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { ExportedSpan } from './exported-span.ts';
import { toOtlp } from './to-otlp.ts';
import { TRACER } from './tracer-name.ts';

const FLUSH_MS = 2_000;
const MOST_IN_A_BATCH = 512;
/** A collector that is away costs memory for so many spans, and the rest of its time nothing. */
const MOST_WAITING = 2_048;
const SEND_TIMEOUT_MS = 5_000;

export interface OtlpSettings {
  /** Where OTLP over HTTP is taken, without `/v1/traces`. */
  readonly endpoint: string;
  readonly service: string;
  /** Told once of each time that the collector stops answering. */
  readonly onError: (error: unknown) => void;
}

/** Sends what it is told in batches. What a collector does not take is lost: no work waits for it. */
export function createOtlpProvider({ endpoint, service, onError }: OtlpSettings) {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  let waiting: ExportedSpan[] = [];
  let isAway = false;
  let sending = Promise.resolve();

  async function send(spans: readonly ExportedSpan[]): Promise<void> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(toOtlp(service, spans)),
        signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      });
      if (!answer.ok) throw new Error(`the collector answered ${answer.status}`);
      isAway = false;
    } catch (error) {
      if (!isAway) onError(error);
      isAway = true;
    }
  }

  function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) sending = sending.then(() => send(batch));
    return sending;
  }

  const timer = setInterval(() => void flush(), FLUSH_MS).unref();

  function ended(span: ExportedSpan): void {
    if (waiting.length < MOST_WAITING) waiting.push(span);
    if (waiting.length === MOST_IN_A_BATCH) void flush();
  }

  const startSpan = (name: string, options: SpanOptions = {}, context?: Context): Span =>
    new ExportedSpan(name, options, context && trace.getSpanContext(context), ended);

  const tracer: Tracer = {
    startSpan,
    // None of ours is active: every span names its parent.
    startActiveSpan: (name: string, ...rest: unknown[]) => {
      const run = rest.at(-1) as (span: Span) => never;
      return run(startSpan(name));
    },
  };
  // Next.js tells of its own workings under another name: not of videos, and many times as much.
  const silent = new ProxyTracerProvider();
  const provider: TracerProvider = {
    getTracer: (name, ...more) => (name === TRACER ? tracer : silent.getTracer(name, ...more)),
  };

  return {
    provider,
    /** Sends what is left. */
    async stop(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}
