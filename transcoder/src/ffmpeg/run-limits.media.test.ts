/** Each limit ends the real program, by the kernel's hand or by ours, and is told apart from other ends. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runFfmpeg, runTool } from './run-ffmpeg.ts';
import { defaultLimits } from './run-limits.ts';
import { ffmpeg, makeFolder } from './testing/clips.ts';

const TIMEOUT_MS = 30_000;
const endless = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360', '-c:v', 'libx264', '-f', 'null', '-'];
const waiting = ['-re', '-f', 'lavfi', '-i', 'testsrc2=s=64x36:r=10', '-f', 'null', '-'];

describe('a run of FFmpeg ends by its limit of', { timeout: TIMEOUT_MS }, () => {
  it('CPU time, in ffmpeg, which heeds the signal', async () => {
    const run = runFfmpeg(endless, { limits: { ...defaultLimits, cpuSeconds: 1 } });
    await expect(run).rejects.toMatchObject({ name: 'FfmpegError', limit: 'cpu' });
  });

  it('CPU time, in ffprobe, which does not', async () => {
    const args = ['-v', 'error', '-show_frames', '-f', 'lavfi', '-i', 'testsrc2=s=640x360'];
    const run = runTool('ffprobe', args, { limits: { ...defaultLimits, cpuSeconds: 1 } });
    await expect(run).rejects.toMatchObject({ signal: 'SIGXCPU', limit: 'cpu' });
  });

  it('wall time', async () => {
    const run = runFfmpeg(waiting, { limits: { ...defaultLimits, wallSeconds: 1 } });
    await expect(run).rejects.toMatchObject({ name: 'FfmpegError', limit: 'wall' });
  });

  it('wall time, of which a pause is no part', async () => {
    let pid = 0;
    const limits = { ...defaultLimits, wallSeconds: 3 };
    const args = ['-re', '-f', 'lavfi', '-i', 'testsrc2=s=64x36:r=10:d=1', '-f', 'null', '-'];
    await runFfmpeg(args, {
      limits,
      onSpawn: (child) => {
        pid = child.pid ?? 0;
        child.kill('SIGSTOP');
        // Longer than the limit. A clock is what is tested here.
        setTimeout(() => child.kill('SIGCONT'), 4_500);
      },
    });
    expect(() => readFileSync(`/proc/${pid}/stat`)).toThrow('ENOENT');
  });

  it('memory', async () => {
    // One thread: x264 that may not start a second one does not say why it gives up.
    const source = ['-filter_threads', '1', '-f', 'lavfi', '-i', 'testsrc2=s=3840x2160'];
    const encoder = ['-frames:v', '50', '-c:v', 'libx264', '-threads', '1'];
    const limits = { ...defaultLimits, memoryBytes: 500_000_000 };
    const run = runFfmpeg([...source, ...encoder, '-f', 'null', '-'], { limits });
    await expect(run).rejects.toMatchObject({ name: 'FfmpegError', limit: 'memory' });
  });

  it('bytes in a file', async () => {
    await using folder = await makeFolder();
    const limits = { ...defaultLimits, fileBytes: 100_000 };
    const noise = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360', '-c:v', 'rawvideo'];
    const run = runFfmpeg([...noise, `${folder.path}/out.avi`], { limits });
    await expect(run).rejects.toMatchObject({ signal: 'SIGXFSZ', limit: 'output' });
  });

  it('bytes in a line', async () => {
    await using folder = await makeFolder();
    await writeFile(`${folder.path}/tags.txt`, `;FFMETADATA1\ncomment=${'x'.repeat(2_000_000)}\n`);
    const inputs = ['-f', 'lavfi', '-i', 'color=s=64x64:d=1', '-i', `${folder.path}/tags.txt`];
    await ffmpeg(...inputs, '-map_metadata', '1', `${folder.path}/s.mkv`);
    const run = runTool('ffprobe', ['-v', 'error', '-show_format', `${folder.path}/s.mkv`]);
    await expect(run).rejects.toMatchObject({ name: 'FfmpegError', limit: 'output' });
  });
});
