import { describe, expect, it } from 'vitest';
import { parseCpuSeconds } from './run-ffmpeg.ts';
import { parseVmaf } from './vmaf.ts';

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
