import type { ChildProcess } from 'node:child_process';
import { type Span, SpanKind } from '@opentelemetry/api';
import type { LeasedTask } from '../../src/lib/domain/worker-protocol.ts';
import { endSpan, startChildSpan, startVideoSpan } from '../../src/lib/tracing/video-span.ts';

/** One attempt at a task, in the trace of its video, with a span below it for each run of FFmpeg. */
export function startTaskSpan({ videoId, taskId, epoch, kind }: LeasedTask) {
  const span: Span = startVideoSpan(videoId, `task ${kind}`, {
    kind: SpanKind.CONSUMER,
    attributes: { 'sluice.video.id': videoId, 'sluice.task.id': taskId, 'sluice.task.epoch': epoch },
  });

  return {
    onSpawn(child: ChildProcess): void {
      // Its arguments hold addresses of sources: only the program's name is told.
      const tool = child.spawnargs.find((word) => word === 'ffmpeg' || word === 'ffprobe') ?? 'tool';
      const run = startChildSpan(span, tool);
      child.once('close', (code, signal) =>
        endSpan(run, code === 0 ? undefined : (signal ?? `exit ${code}`)),
      );
    },
    /** @param failure why, in a word: a code or a cause */
    end: (failure?: string) => endSpan(span, failure),
  };
}
