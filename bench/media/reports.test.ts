import { describe, expect, it } from 'vitest';
import { parseCpuSeconds } from './run-ffmpeg.ts';
import { buildVmafArgs, parseVmaf } from './vmaf.ts';

describe("what is read from FFmpeg's reports", () => {
  it('is the CPU seconds of all its threads, of the program and of the system for it', () => {
    const report =
      'frame=   90 fps=2.3\nbench: utime=5.892s stime=0.597s rtime=39.024s\nbench: maxrss=211556kB\n';
    expect(parseCpuSeconds(report)).toBeCloseTo(6.489, 9);
    expect(() => parseCpuSeconds('frame= 90')).toThrow('did not tell');
  });

  it('is the pooled VMAF score', () => {
    expect(parseVmaf('[Parsed_libvmaf_5 @ 0x55d] VMAF score: 95.553842\n')).toBeCloseTo(95.553842, 9);
    expect(() => parseVmaf('Conversion failed!')).toThrow('no VMAF score');
  });
});

it('pictures are compared as of the same colours, whatever their files say: FFmpeg converts between unlike ones', () => {
  const comparison = { source: 's.mp4', encoded: 'e.mp4', width: 640, height: 360, framesPerSecond: 30 };
  const graph = buildVmafArgs(comparison).find((arg) => arg.includes('libvmaf')) ?? '';
  const said = [...graph.matchAll(/\[\d:v\](setparams=[^,]+)/g)].map(([, colors]) => colors);
  expect(said).toHaveLength(2);
  expect(new Set(said).size).toBe(1);
  expect(said[0]).toContain('colorspace=');
});
