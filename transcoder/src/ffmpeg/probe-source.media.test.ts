import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FfmpegError } from './ffmpeg-error.ts';
import { probeSource } from './probe-source.ts';
import { ffmpeg, makeFolder, makeNumberedClip } from './testing/clips.ts';
import { serveFile } from './testing/serve-file.ts';

const TIMEOUT_MS = 30_000;

async function probe(path: string) {
  await using server = await serveFile(path);
  return await probeSource({ url: server.url, sizeBytes: 1 });
}

describe('probeSource', () => {
  it('measures the length to the frame, in a whole file and by its tail', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await using folder = await makeFolder();
    for (const frames of [47, 1_000]) {
      await makeNumberedClip(`${folder.path}/${frames}.mp4`, '24', frames);
      const facts = await probe(`${folder.path}/${frames}.mp4`);
      expect(facts.durationSeconds * 24).toBeCloseTo(frames, 2);
    }
  });

  it('takes a cut-off file as long as it is, not as it claims', { timeout: TIMEOUT_MS }, async () => {
    await using folder = await makeFolder();
    await makeNumberedClip(`${folder.path}/s.mkv`, '24', 1_000);
    const whole = await readFile(`${folder.path}/s.mkv`);
    await writeFile(`${folder.path}/half.mkv`, whole.subarray(0, whole.length / 2));
    const facts = await probe(`${folder.path}/half.mkv`);
    expect(facts.durationSeconds).toBeGreaterThan(10);
    expect(facts.durationSeconds).toBeLessThan(30);
  });

  it('refuses rubbish, a cut-off mp4 and a codec off the list, each by its code', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await using folder = await makeFolder();
    const at = (name: string): string => `${folder.path}/${name}`;
    await writeFile(at('rubbish.mp4'), 'This is no video at all. '.repeat(4_000));
    await makeNumberedClip(at('s.mp4'), '24', 24);
    await writeFile(at('cut.mp4'), (await readFile(at('s.mp4'))).subarray(0, 2_000));
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=1', '-c:v', 'magicyuv', at('magic.avi'));
    await expect(probe(at('rubbish.mp4'))).rejects.toThrow(
      expect.objectContaining({ code: 'CORRUPT_MEDIA' }),
    );
    await expect(probe(at('cut.mp4'))).rejects.toThrow(expect.objectContaining({ code: 'CORRUPT_MEDIA' }));
    await expect(probe(at('magic.avi'))).rejects.toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_MEDIA' }),
    );
  });

  it('measures a cut-off mp4 whose index points past its end', { timeout: TIMEOUT_MS }, async () => {
    await using folder = await makeFolder();
    await makeNumberedClip(`${folder.path}/s.mp4`, '24', 240, '-movflags', 'faststart');
    const whole = await readFile(`${folder.path}/s.mp4`);
    await writeFile(`${folder.path}/half.mp4`, whole.subarray(0, (whole.length * 2) / 3));
    const facts = await probe(`${folder.path}/half.mp4`);
    expect(facts.durationSeconds).toBeLessThan(9);
  });

  it('blames no file for a source that can not be reached', { timeout: TIMEOUT_MS }, async () => {
    const url = 'http://127.0.0.1:9/source';
    await expect(probeSource({ url, sizeBytes: 1 })).rejects.toThrow(FfmpegError);
  });
});
