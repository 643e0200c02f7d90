import { beforeEach, expect, it, vi } from 'vitest';
import { FfmpegError } from './ffmpeg-error.ts';
import { measureLoudness } from './measure-loudness.ts';
import { runFfmpeg } from './run-ffmpeg.ts';

vi.mock('./run-ffmpeg.ts', () => ({ runFfmpeg: vi.fn() }));
vi.mock('./loudness-args.ts', () => ({ buildLoudnessArgs: () => [] }));

type Job = Parameters<typeof measureLoudness>[0];
const job = {} as Job;
const ended = (signal: NodeJS.Signals | null) =>
  new FfmpegError('ended', { exitCode: signal ? null : 1, signal, stderrTail: [] });

beforeEach(() => {
  vi.mocked(runFfmpeg).mockReset();
});

it('sound that FFmpeg can not measure is taken as it is', async () => {
  vi.mocked(runFfmpeg).mockRejectedValue(ended(null));
  expect(await measureLoudness(job, {})).toBeNull();
});

it('an FFmpeg that was killed while it measured is no answer: the attempt ends, and the next one measures', async () => {
  const killed = ended('SIGKILL');
  vi.mocked(runFfmpeg).mockRejectedValue(killed);
  await expect(measureLoudness(job, {})).rejects.toBe(killed);
});
