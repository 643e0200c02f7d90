import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { FfmpegError, isInputFailure } from './ffmpeg-error.ts';
import { createProgressParser, type Progress } from './parse-progress.ts';
import { createStderrTail } from './stderr-tail.ts';

/** FFmpeg closes its files within this after SIGTERM; a stuck decoder never does. */
const KILL_AFTER_MS = 2_000;

/** All of FFmpeg's environment: no credential of the worker's reaches a program that reads strangers' files. */
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin' };

interface CommonOptions {
  readonly signal?: AbortSignal;
  /** Called with the child right after the spawn: its pid is the tool's own, so signals reach the tool. */
  readonly onSpawn?: (child: ChildProcess) => void;
}

export interface RunOptions extends CommonOptions {
  readonly onProgress?: (progress: Progress) => void;
}

export interface ToolOptions extends CommonOptions {
  readonly onLine?: (line: string) => void;
}

export interface ToolEnd {
  readonly stderrTail: readonly string[];
}

/** Runs FFmpeg to its end. The arguments come from a `build…Args`. */
export function runFfmpeg(
  args: readonly string[],
  { onProgress, ...options }: RunOptions = {},
): Promise<ToolEnd> {
  const parseLine = createProgressParser();
  const onLine = (line: string): void => {
    const progress = parseLine(line);
    if (progress) onProgress?.(progress);
  };
  return runTool('ffmpeg', ['-nostdin', '-progress', 'pipe:1', ...args], { ...options, onLine });
}

/**
 * The one spawner of FFmpeg's programs.
 * @throws FfmpegError when the program fails or can not be started; the signal's reason when it was aborted
 */
export async function runTool(
  tool: 'ffmpeg' | 'ffprobe',
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolEnd> {
  const { signal, onLine, onSpawn } = options;
  signal?.throwIfAborted();
  const child = spawn(tool, args, {
    env: { NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onSpawn?.(child);
  const tail = createStderrTail();
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => tail.push(chunk));
  const lines = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', (line) => onLine?.(line));
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGTERM');
    // A stopped (paused) process takes no SIGTERM; SIGKILL always arrives.
    killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const end = await new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>(
      (resolve, reject) => {
        child.once('error', (cause) => reject(new Error(`${tool} could not be started`, { cause })));
        child.once('close', (exitCode, killedBy) => resolve({ exitCode, signal: killedBy }));
      },
    );
    signal?.throwIfAborted();
    const stderrTail = tail.lines();
    // FFmpeg takes a broken connection for the end of the file, and calls that success.
    if (end.exitCode === 0 && !isInputFailure(stderrTail)) return { stderrTail };
    const how = end.signal ? `was ended by ${end.signal}` : `exited with ${end.exitCode}`;
    throw new FfmpegError(`${tool} ${how}`, { ...end, stderrTail });
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(killTimer);
    lines.close();
  }
}
