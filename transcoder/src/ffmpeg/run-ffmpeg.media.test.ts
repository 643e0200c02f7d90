import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FfmpegError } from './ffmpeg-error.ts';
import type { Progress } from './parse-progress.ts';
import { runFfmpeg, runTool } from './run-ffmpeg.ts';

const endless = ['-re', '-f', 'lavfi', '-i', 'testsrc2=s=64x36:r=10', '-f', 'null', '-'];

describe('runFfmpeg', () => {
  it('tells progress and ends', async () => {
    const told: Progress[] = [];
    await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=64x36:r=10:d=2', '-f', 'null', '-'], {
      onProgress: (progress) => told.push(progress),
    });
    expect(told.at(-1)?.frame).toBe(20);
    expect(told.at(-1)?.outTimeSeconds).toBeCloseTo(2, 1);
  });

  it('stops FFmpeg within 2 s of an abort and rejects with its reason', { timeout: 15_000 }, async () => {
    const controller = new AbortController();
    const reason = new Error('the lease was lost');
    const run = runFfmpeg(endless, { signal: controller.signal, onProgress: () => controller.abort(reason) });
    await expect(run).rejects.toBe(reason);
  });

  it('does not start FFmpeg for what was aborted before', async () => {
    await expect(runFfmpeg(endless, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow(
      'too late',
    );
  });

  it('gives the process of FFmpeg itself, so that a signal to it pauses FFmpeg', async () => {
    const controller = new AbortController();
    const reason = new Error('seen');
    let pid = 0;
    const names: string[] = [];
    const run = runFfmpeg(endless, {
      signal: controller.signal,
      onSpawn: (child) => {
        pid = child.pid ?? 0;
      },
      onProgress: () => {
        names.push(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
        controller.abort(reason);
      },
    });
    await expect(run).rejects.toBe(reason);
    expect(names[0]).toBe('ffmpeg');
  });

  it('rejects with exit code and last words, which hold no address', async () => {
    const url = 'http://127.0.0.1:9/bucket/key?X-Amz-Signature=secret';
    const error = await runFfmpeg(['-i', url, '-f', 'null', '-']).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(FfmpegError);
    if (!(error instanceof FfmpegError)) return;
    // 1 or, from FFmpeg 6 on, the number of its error.
    expect(error.exitCode).toBeGreaterThan(0);
    const said = error.stderrTail.join('\n');
    expect(said).toContain('[url]');
    expect(said).not.toContain('secret');
  });

  it('gives the lines that a tool prints', async () => {
    const lines: string[] = [];
    await runTool('ffprobe', ['-version'], { onLine: (line) => lines.push(line) });
    expect(lines[0]).toMatch(/^ffprobe version/);
  });
});
