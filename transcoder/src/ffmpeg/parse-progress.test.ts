import { expect, it } from 'vitest';
import { createProgressParser } from './parse-progress.ts';

function parse(text: string) {
  const parseLine = createProgressParser();
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}

it('gives one progress a block', () => {
  const block =
    'frame=48\nfps=24.5\nout_time_us=2000000\nout_time_ms=2000000\nspeed=1.02x\nprogress=continue';
  expect(parse(`${block}\n${block.replace('48', '96').replace('continue', 'end')}`)).toEqual([
    { frame: 48, fps: 24.5, speed: 1.02, outTimeSeconds: 2 },
    { frame: 96, fps: 24.5, speed: 1.02, outTimeSeconds: 2 },
  ]);
});

it('knows what FFmpeg does not know yet', () => {
  expect(parse('frame=0\nfps=0.00\nout_time_us=N/A\nspeed=N/A\nprogress=continue')).toEqual([
    { frame: 0, fps: 0, speed: null, outTimeSeconds: null },
  ]);
});
