import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ffmpegDir } from '../env.ts';
import { FfmpegError, isInputFailure, isInputFailureLine } from './ffmpeg-error.ts';
import { isMemoryFailure, judgeEnd, type MetLimit } from './judge-end.ts';
import { createProgressParser, type Progress } from './parse-progress.ts';
import { createLineReader } from './read-lines.ts';
import { buildPrlimitArgs, defaultLimits, type RunLimits } from './run-limits.ts';
import { createStderrTail } from './stderr-tail.ts';
import { watchProcess } from './watch-process.ts';

/**
 * FFmpeg ends at once after SIGTERM; a stuck decoder never does, and what it has written is thrown away in
 * either case. With the two seconds between renewals (`keep-lease.ts`) a cancel has ended it within three.
 */
const KILL_AFTER_MS = 900;

/** With less than this share left, no large picture fits. */
const NEARLY_ALL = 0.9;

/**
 * All of FFmpeg's environment: no credential of the worker's reaches a program that reads strangers' files. In
 * FFMPEG_DIR lies an FFmpeg that goes before the system's, or nothing.
 */
const environment = {
  PATH: [ffmpegDir, '/usr/local/bin', '/usr/bin', '/bin'].filter(Boolean).join(':'),
};

interface CommonOptions {
  readonly signal?: AbortSignal;
  /** Called with the child right after the spawn: its pid is the tool's own, so signals reach the tool. */
  readonly onSpawn?: (child: ChildProcess) => void;
  /** What the run may use; `limitsFor` its work. */
  readonly limits?: RunLimits;
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
 * @throws FfmpegError when the program fails or meets a limit; the signal's reason when it was aborted
 */
export async function runTool(
  tool: 'ffmpeg' | 'ffprobe',
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolEnd> {
  const { signal, onLine, onSpawn, limits = defaultLimits } = options;
  signal?.throwIfAborted();
  const child = spawn('prlimit', buildPrlimitArgs(limits, tool, args), {
    env: { NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let limit: MetLimit | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGTERM');
    // A stopped (paused) process takes no SIGTERM; SIGKILL always arrives.
    killTimer ??= setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  };
  const stopFor = (met: MetLimit) => (): void => {
    limit = met;
    stop();
  };
  const watch = watchProcess(child.pid, limits.wallSeconds, stopFor('wall'));
  const lines = createLineReader((line) => onLine?.(line), stopFor('output'));
  const tail = createStderrTail((line) => isMemoryFailure(line) || isInputFailureLine(line));
  child.stdout.setEncoding('utf8').on('data', lines.push);
  child.stderr.setEncoding('utf8').on('data', tail.push);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    onSpawn?.(child);
    const end = await waitForEnd(child, tool);
    signal?.throwIfAborted();
    lines.end();
    const stderrTail = tail.lines();
    refuseUnstarted(tool, end.exitCode, stderrTail);
    const isCpuSpent = watch.canHaveUsed(limits.cpuSeconds);
    const isMemorySpent = watch.seenMemoryBytes() > NEARLY_ALL * limits.memoryBytes;
    limit ??= judgeEnd({ ...end, stderrTail, isCpuSpent, isMemorySpent });
    // FFmpeg takes a broken connection for the end of the file, and calls that success.
    if (end.exitCode === 0 && !limit && !isInputFailure(stderrTail)) return { stderrTail };
    throw new FfmpegError(describeEnd(tool, end, limit), { ...end, stderrTail, limit });
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(killTimer);
    watch.stop();
  }
}

type End = Pick<FfmpegError, 'exitCode' | 'signal'>;

function waitForEnd(child: ChildProcessByStdio<null, Readable, Readable>, tool: string): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${tool} could not be started`, { cause })));
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

/** prlimit's own failures are the machine's: no file is to blame. */
function refuseUnstarted(tool: string, exitCode: number | null, stderrTail: readonly string[]): void {
  const said = stderrTail.find((line) => line.startsWith('prlimit: '));
  if (exitCode !== 0 && said) throw new Error(`${tool} could not be started: ${said}`);
}

function describeEnd(tool: string, { exitCode, signal }: End, limit: MetLimit | undefined): string {
  const how = signal ? `was ended by ${signal}` : `exited with ${exitCode}`;
  return limit ? `${tool} ${how}: its ${limit} limit` : `${tool} ${how}`;
}
