import type { ChildProcess } from 'node:child_process';
import { MediaError } from '../../../src/lib/domain/media-error.ts';
import { FfmpegError } from './ffmpeg-error.ts';
import { mediaLimits } from './media-limits.ts';
import { buildProbeArgs } from './probe-args.ts';
import { explainProbeFailure, isOversize } from './probe-failure.ts';
import { runTool, type ToolOptions } from './run-ffmpeg.ts';
import { probeLimits } from './run-limits.ts';

/** A run of ffprobe over a source's header that began before the task it is for. */
export interface ProbeRun {
  /**
   * Makes it a program of the task: it ends with the task's signal, and is paused and metered with its other programs.
   * @returns what it wrote, see `readHeader`
   */
  adopt(tools: ToolOptions): Promise<string>;
  isRunning(): boolean;
  abandon(): void;
}

/**
 * Starts ffprobe on a source that may be served only later.
 * @param waitSeconds how much later at most
 */
export function startProbe(url: string, waitSeconds: number): ProbeRun {
  const abandoned = new AbortController();
  let program: ChildProcess | undefined;
  const limits = { ...probeLimits, wallSeconds: probeLimits.wallSeconds + waitSeconds };
  const onSpawn = (child: ChildProcess) => {
    program = child;
  };
  const header = readHeader(url, { limits, signal: abandoned.signal, onSpawn });
  // One that nobody has adopted is of no interest.
  header.catch(() => undefined);
  return {
    async adopt({ signal, onSpawn: tellSpawned }) {
      const abandon = () => abandoned.abort(signal?.reason);
      if (signal?.aborted) abandon();
      signal?.addEventListener('abort', abandon, { once: true });
      if (program) tellSpawned?.(program);
      try {
        return await header;
      } finally {
        signal?.removeEventListener('abort', abandon);
      }
    },
    isRunning: () => program?.exitCode === null && program.signalCode === null,
    abandon: () => abandoned.abort(),
  };
}

/**
 * Asks ffprobe for a source's header.
 * @returns its JSON
 * @throws MediaError when it is no video that we take; FfmpegError when it could not be read
 */
export async function readHeader(url: string, tools: ToolOptions = {}): Promise<string> {
  const lines: string[] = [];
  let length = 0;
  const onLine = (line: string): void => {
    length += line.length;
    if (length <= mediaLimits.probeCharacters) lines.push(line);
  };
  const { stderrTail } = await runProbe(buildProbeArgs({ url }), { limits: probeLimits, ...tools, onLine });
  if (length > mediaLimits.probeCharacters || isOversize(stderrTail))
    throw new MediaError('MEDIA_LIMIT_EXCEEDED');
  return lines.join('\n');
}

/** Runs ffprobe to its end. @throws what its failure says of the file, see `explainProbeFailure` */
export async function runProbe(args: readonly string[], options: ToolOptions): ReturnType<typeof runTool> {
  try {
    return await runTool('ffprobe', args, options);
  } catch (error) {
    throw error instanceof FfmpegError ? explainProbeFailure(error) : error;
  }
}
