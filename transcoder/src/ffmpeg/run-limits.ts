import { availableParallelism } from 'node:os';

/** What one run of FFmpeg or ffprobe may use. The kernel holds it to all but the wall time. */
export interface RunLimits {
  /** User and system, over all threads. */
  readonly cpuSeconds: number;
  /** Time that it was not paused. Catches what waits; what works meets `cpuSeconds` first. */
  readonly wallSeconds: number;
  /** Address space: two to three times the memory used, for each thread reserves some. */
  readonly memoryBytes: number;
  /** Of each file written. */
  readonly fileBytes: number;
}

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** Measured, all rungs: 1.6 GB for 4K and 2.8 GB for 8K 10-bit with 2 threads; 4.2 and 7.0 GB with 16. */
const memoryBytes = 4 * GIB + availableParallelism() * 512 * MIB;
/** A segment of the top rung is some 5 MB, the whole thumbnail less. */
const fileBytes = 256 * MIB;

/** Reading the header: a second at most, whatever the file's size. It writes no file. */
export const probeLimits: RunLimits = { cpuSeconds: 10, wallSeconds: 30, memoryBytes, fileBytes: 0 };

/** Expected work of a run; what is left out is none. */
export interface Work {
  /** Frames to decode times their pixels, those before the wanted ones included. */
  readonly decodedPixels?: number;
  /** The same over all that is encoded. */
  readonly encodedPixels?: number;
  /** Length of the sound to decode and encode. */
  readonly audioSeconds?: number;
  /** What is read of the source. */
  readonly readBytes?: number;
}

/** Starting, and small pictures, which cost more than their pixels. */
const BASE_CPU_SECONDS = 60;
/** Ten times what it takes here: HEVC 10 ns, tone-mapping 20 more. */
const DECODE_NANOSECONDS_PER_PIXEL = 300;
/** Ten times preset medium here; `fast` takes 30 ns over all rungs. */
const ENCODE_NANOSECONDS_PER_PIXEL = 500;
/** Twenty times AAC's cost here. */
const AUDIO_CPU_SHARE = 0.25;
/** 10,000 packets a second of 1080p cost less than this while they are only read. */
const READ_CPU_NANOSECONDS_PER_BYTE = 20;

/** A process may get a third of a core on a busy machine. */
const WALL_PER_CPU = 3;
/** Storage slower than this for the whole of a run has failed. */
const MIN_BYTES_PER_SECOND = 1_000_000;

/** Limits of a run by its expected work, generous: they end runaways and no honest video. */
export function limitsFor(work: Work): RunLimits {
  const { decodedPixels = 0, encodedPixels = 0, audioSeconds = 0, readBytes = 0 } = work;
  const nanoseconds =
    decodedPixels * DECODE_NANOSECONDS_PER_PIXEL +
    encodedPixels * ENCODE_NANOSECONDS_PER_PIXEL +
    readBytes * READ_CPU_NANOSECONDS_PER_BYTE;
  const cpuSeconds = Math.ceil(BASE_CPU_SECONDS + nanoseconds / 1e9 + audioSeconds * AUDIO_CPU_SHARE);
  const wallSeconds = Math.ceil(WALL_PER_CPU * cpuSeconds + readBytes / MIN_BYTES_PER_SECOND);
  return { cpuSeconds, wallSeconds, memoryBytes, fileBytes };
}

/** Limits of a run of ffprobe that decodes or reads more than the header. */
export function measureLimits(work: Work): RunLimits {
  return { ...limitsFor(work), fileBytes: 0 };
}

/** For runs whose caller states none: an hour of CPU. */
export const defaultLimits: RunLimits = {
  cpuSeconds: 3600,
  wallSeconds: 3 * 3600,
  memoryBytes,
  fileBytes,
};

/** Between the signal that FFmpeg may end by itself on and the one that it can not ignore. */
const KILL_AFTER_CPU_SECONDS = 10;
/** FFmpeg opens its input and five rungs; libraries some more while they load. */
const MAX_OPEN_FILES = 256;

/** Arguments of util-linux's `prlimit`, which sets the limits on itself and becomes the tool. */
export function buildPrlimitArgs(
  limits: RunLimits,
  tool: string,
  args: readonly string[],
): readonly string[] {
  return [
    `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + KILL_AFTER_CPU_SECONDS}`,
    `--as=${limits.memoryBytes}`,
    `--fsize=${limits.fileBytes}`,
    // A core dump of a crash would hold a stranger's video, and fill the disk.
    '--core=0',
    `--nofile=${MAX_OPEN_FILES}`,
    ...['--', tool, ...args],
  ];
}
