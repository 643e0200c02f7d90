import { expect, it } from 'vitest';
import { FfmpegError } from './ffmpeg-error.ts';
import type { MetLimit } from './judge-end.ts';
import { explainProbeFailure } from './probe-failure.ts';

interface End {
  readonly signal?: NodeJS.Signals;
  readonly limit?: MetLimit;
  readonly said?: string;
}

const failure = ({ signal, limit, said = '' }: End) =>
  new FfmpegError('ffprobe ended badly', {
    ...{ exitCode: signal ? null : 1, signal: signal ?? null, stderrTail: [said] },
    limit,
  });

it.each<[string, End, string]>([
  ['rubbish', { said: 'Invalid data found when processing input' }, 'CORRUPT_MEDIA'],
  ['what crashes ffprobe', { signal: 'SIGSEGV' }, 'CORRUPT_MEDIA'],
  ['a format off the list', { said: 'Format not on whitelist' }, 'UNSUPPORTED_MEDIA'],
  [
    'too many streams',
    { said: 'Number of streams exceeds max_streams parameter (64)' },
    'MEDIA_LIMIT_EXCEEDED',
  ],
  [
    'a picture too large to decode',
    { said: '[IMGUTILS @ 0x1] Picture size 16384x8192 exceeds specified max pixel count 35389440, see' },
    'MEDIA_LIMIT_EXCEEDED',
  ],
  ['what needs too much CPU', { signal: 'SIGXCPU', limit: 'cpu' }, 'MEDIA_LIMIT_EXCEEDED'],
  ['what needs too much memory', { limit: 'memory' }, 'MEDIA_LIMIT_EXCEEDED'],
  ['a header without end', { limit: 'output' }, 'MEDIA_LIMIT_EXCEEDED'],
])('blames %s on the file', (_, end, code) => {
  expect(explainProbeFailure(failure(end))).toMatchObject({ name: 'MediaError', code });
});

it.each<[string, End]>([
  ['storage that broke off', { said: 'Stream ends prematurely at 5, should be 9' }],
  ['a machine without memory', { signal: 'SIGKILL' }],
  ['a machine that is too slow', { signal: 'SIGTERM', limit: 'wall' }],
])('blames no file for %s', (_, end) => {
  const error = failure(end);
  expect(explainProbeFailure(error)).toBe(error);
});
