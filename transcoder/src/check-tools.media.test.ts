import { expect, it } from 'vitest';
import { checkTools } from './check-tools.ts';
import type { runTool } from './ffmpeg/run-ffmpeg.ts';

const saying =
  (line: string): typeof runTool =>
  async (_tool, _args, options) => {
    options?.onLine?.(line);
    return { stderrTail: [] };
  };

it('accepts the FFmpeg of this machine, under limits', async () => {
  expect(await checkTools()).toMatch(/^n?\d+\.\d+/);
});

it('refuses a machine without prlimit or FFmpeg with a sentence', async () => {
  const missing: typeof runTool = async () => {
    throw new Error('ffprobe could not be started', { cause: new Error('spawn prlimit ENOENT') });
  };
  await expect(checkTools(missing)).rejects.toThrow(
    "This worker needs ffprobe 5.1 or newer and util-linux's prlimit.",
  );
});

it.each(['4.4.2-0ubuntu0.22.04.1', 'N-12345-gabcdef'])('refuses FFmpeg %s', async (version) => {
  await expect(checkTools(saying(`ffprobe version ${version} Copyright`))).rejects.toThrow(
    `This worker needs ffprobe 5.1 or newer; it found ${version}.`,
  );
});

it('refuses what is not FFmpeg', async () => {
  await expect(checkTools(saying('BusyBox v1.36'))).rejects.toThrow('it found BusyBox v1.36.');
});
