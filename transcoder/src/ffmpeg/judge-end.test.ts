import { expect, it } from 'vitest';
import { judgeEnd, type RunEnd } from './judge-end.ts';

const clean: RunEnd = { exitCode: 0, signal: null, stderrTail: [], isCpuSpent: false, isMemorySpent: false };
const spent = { isCpuSpent: true };
const killed = { exitCode: null, signal: 'SIGKILL' } as const;
const said = (line: string) => ({ stderrTail: ['before', line, 'after'] });

it.each([
  ['ffprobe at its CPU limit', { exitCode: null, signal: 'SIGXCPU' } as const, 'cpu'],
  ['ffmpeg at its CPU limit, polite', { exitCode: 255, ...spent }, 'cpu'],
  ['ffmpeg at its CPU limit, not yet out', { exitCode: 123, ...spent }, 'cpu'],
  ['what did not heed its CPU limit', { ...killed, ...spent }, 'cpu'],
  ['what wrote too much', { exitCode: null, signal: 'SIGXFSZ' } as const, 'output'],
  ['FFmpeg without memory', { exitCode: 1, ...said('source: Cannot allocate memory') }, 'memory'],
  ['FFmpeg that went on without memory', said('[h264 @ 0x1] Could not allocate memory'), 'memory'],
  [
    'a thread that is refused its stack',
    { exitCode: 245, ...said('[out#0/null] pthread_create() failed: Resource temporarily unavailable') },
    'memory',
  ],
  ['x264 without memory', { exitCode: 1, ...said('x264 [error]: malloc of size 44008576 failed') }, 'memory'],
  [
    'the loader without memory',
    { exitCode: 127, ...said('failed to map segment from shared object') },
    'memory',
  ],
  ['frames dropped while memory was short', { isMemorySpent: true, ...said('no frame!') }, 'memory'],
  ['much memory, and no complaint', { isMemorySpent: true }, undefined],
  ['the out-of-memory killer, long before the CPU limit', killed, undefined],
  ['a SIGTERM from elsewhere', { exitCode: 255 }, undefined],
  ['a crash', { exitCode: null, signal: 'SIGSEGV', ...spent } as const, undefined],
  ['a damaged file', { exitCode: 1, ...spent, ...said('Invalid data found') }, undefined],
  ['a good end, however long it took', spent, undefined],
])('judges %s', (_, end, limit) => {
  expect(judgeEnd({ ...clean, ...end })).toBe(limit);
});
