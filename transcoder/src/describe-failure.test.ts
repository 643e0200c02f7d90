import { describe, expect, it } from 'vitest';
import { eventData } from '../../src/lib/domain/events.ts';
import { MediaError } from '../../src/lib/domain/media-error.ts';
import { describeFailure } from './describe-failure.ts';
import { FfmpegError } from './ffmpeg/ffmpeg-error.ts';
import type { MetLimit } from './ffmpeg/judge-end.ts';

const signed = 'http://127.0.0.1:40000/secret/source?X-Amz-Signature=abc';
const ffmpeg = (
  signal: NodeJS.Signals | null,
  stderrTail: readonly string[] = [],
  limit: MetLimit | undefined = undefined,
) => new FfmpegError('ffmpeg ended badly', { exitCode: signal ? null : 1, signal, stderrTail, limit });

describe('a failed attempt in the words of the protocol', () => {
  it.each([
    ['the media', new MediaError('CORRUPT_MEDIA'), undefined, 'CORRUPT_MEDIA', 'media'],
    [
      'the media, whatever its code',
      new MediaError('NO_VIDEO_STREAM'),
      undefined,
      'NO_VIDEO_STREAM',
      'media',
    ],
    ['FFmpeg', ffmpeg(null), undefined, 'TRANSCODE_FAILED', 'ffmpeg'],
    ['FFmpeg, crashed', ffmpeg('SIGSEGV'), undefined, 'TRANSCODE_FAILED', 'ffmpeg'],
    ['the kernel, out of memory', ffmpeg('SIGKILL'), undefined, 'OUT_OF_MEMORY', 'out-of-memory'],
    ['the media, for CPU', ffmpeg('SIGKILL', [], 'cpu'), undefined, 'MEDIA_LIMIT_EXCEEDED', 'media'],
    ['the media, for memory', ffmpeg(null, [], 'memory'), undefined, 'MEDIA_LIMIT_EXCEEDED', 'media'],
    ['the media, for output', ffmpeg('SIGXFSZ', [], 'output'), undefined, 'MEDIA_LIMIT_EXCEEDED', 'media'],
    ['no media for waiting', ffmpeg('SIGTERM', [], 'wall'), undefined, 'TRANSCODE_FAILED', 'ffmpeg'],
    ['a defect of ours', new TypeError('x is undefined'), undefined, 'TRANSCODE_FAILED', 'ffmpeg'],
    ['anything thrown', 'a text', undefined, 'TRANSCODE_FAILED', 'ffmpeg'],
    [
      'a source that is gone, behind what FFmpeg says',
      ffmpeg(null),
      new MediaError('SOURCE_MISSING'),
      'SOURCE_MISSING',
      'media',
    ],
    [
      'a source that was swapped, behind what FFmpeg says',
      new MediaError('CORRUPT_MEDIA'),
      new MediaError('SOURCE_CHANGED'),
      'SOURCE_CHANGED',
      'media',
    ],
  ])('blames %s', (_, error, fault, code, cause) => {
    expect(describeFailure(error, fault)).toMatchObject({ code, cause });
  });

  it.each([ffmpeg(null), ffmpeg('SIGKILL'), new MediaError('CORRUPT_MEDIA'), new Error('ENOSPC')])(
    'blames neither media nor FFmpeg for what failed around the worker (%s)',
    (error) => {
      const failure = describeFailure(error, undefined, 'the disk for work is full');
      expect(failure).toMatchObject({ code: 'WORKERS_LOST', cause: 'interrupted' });
      expect(failure.detail).toMatch(/^the disk for work is full: /);
    },
  );

  it('believes the store when it says that the source is gone, whatever else failed', () => {
    const failure = describeFailure(
      ffmpeg(null),
      new MediaError('SOURCE_MISSING'),
      'the store failed meanwhile',
    );
    expect(failure).toMatchObject({ code: 'SOURCE_MISSING', cause: 'media' });
  });

  it('keeps what FFmpeg said last, without addresses', () => {
    const { detail } = describeFailure(ffmpeg(null, [`${signed}: Invalid data found`]), undefined);
    expect(detail).toBe('ffmpeg ended badly\n[url] Invalid data found');
    expect(describeFailure(new Error(`could not read ${signed}`), undefined).detail).not.toContain(
      'Signature',
    );
  });

  it.each([
    ['/var/sluice/work/01K-1/240p/0.m4s.check.mp4: Invalid data', '[path]: Invalid data'],
    ["could not open 'file:/tmp/a/b.mp4'", "could not open 'file:[path]'"],
    ["ENOENT: no such file, open '/etc/passwd'", "ENOENT: no such file, open '[path]'"],
    [
      'Stream #0:0: h264, yuv420p(tv, bt709/unknown), 1/25 N/A',
      'Stream #0:0: h264, yuv420p(tv, bt709/unknown), 1/25 N/A',
    ],
  ])('keeps no path of the machine: %s', (said, kept) => {
    expect(describeFailure(ffmpeg(null, [said]), undefined).detail).toBe(`ffmpeg ended badly\n${kept}`);
  });

  it('fits into the event, its end rather than its start', () => {
    const failure = describeFailure(new Error(`${'a'.repeat(10_000)} the end`), undefined);
    const id = '01KAZX5V3H8T6W2M4N9QRS7BCD';
    const attempt = { videoId: id, taskId: id, workerId: id, epoch: 1 };
    expect(eventData['task.failed'].parse({ ...attempt, ...failure }).detail).toMatch(/ the end$/);
  });
});
