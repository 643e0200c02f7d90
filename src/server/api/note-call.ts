import { SpanKind } from '@opentelemetry/api';
import { startVideoSpan } from '#lib/tracing/video-span.ts';
import type { Log } from '../log.ts';

/** The first line and span of a video's trace, and every later word of a person about it. */
export function noteCall(
  log: Log,
  call: { readonly path: string; readonly videoId: string; readonly ms: number },
): void {
  const { path, videoId, ms } = call;
  log.info({ path, videoId, ms }, 'called');
  // Told afterwards: only the answer says which video an upload is of.
  startVideoSpan(videoId, path, { kind: SpanKind.SERVER, startTime: Date.now() - ms }).end();
}
