import { readFile } from 'node:fs/promises';
import pino from 'pino';
import { expect, it } from 'vitest';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { ffmpeg, makeFolder, makeNumberedClip, readFrameNumbers } from '../ffmpeg/testing/clips.ts';
import { readPictureSize } from '../ffmpeg/testing/picture.ts';
import { buildFrameArgs } from '../ffmpeg/thumbnail-args.ts';
import { noHeadStart } from '../head-start.ts';
import type { TaskContext } from './task-context.ts';
import { runThumbnail } from './thumbnail.ts';

const id = '01KAZX5V3H8T6W2M4N9QRS7BCD';

/** Runs the task on an uploaded file. @returns path of the thumbnail in the folder */
async function runOn(folder: string, upload: Uint8Array): Promise<string> {
  const context: TaskContext = {
    inputUrl: 'http://127.0.0.1:1/none',
    directory: folder,
    threads: 1,
    headStart: noHeadStart,
    log: pino({ enabled: false }),
    tools: { signal: AbortSignal.timeout(20_000) },
    settle: () => undefined,
    store: {
      readSource: () => Promise.reject(new Error('the source is not needed')),
      readSmall: () => Promise.resolve(upload),
      read: () => Promise.reject(new Error('segments are not needed')),
      writeByContent: () => Promise.resolve(),
      writeOnce: () => Promise.resolve(),
    },
    tellBound: () => Promise.resolve(),
    tellProgress: () => undefined,
  };
  const source = { bucket: 's', key: 'k', etag: 'e', sizeBytes: 1 };
  const picture = { from: 'upload', bucket: 's', key: 'k' } as const;
  const head = { taskId: id, videoId: id, epoch: 2, source, mediaBucket: 'm', isUrgent: true };
  const result = await runThumbnail({ ...head, kind: 'thumbnail', picture }, context);
  expect(result).toEqual({ kind: 'thumbnail', thumbnailKey: `${id}/chosen-2.jpg` });
  return `${folder}/thumbnail.jpg`;
}

it.each([
  { file: 'p.jpg', size: '1600x900', made: '1280,720' },
  { file: 'p.png', size: '300x500', made: '300,500' },
  { file: 'p.webp', size: '900x1800', made: '640,1280' },
])('makes a thumbnail of $made from $file of $size', async ({ file, size, made }) => {
  await using folder = await makeFolder();
  const path = `${folder.path}/${file}`;
  await ffmpeg('-f', 'lavfi', '-i', `testsrc2=s=${size}`, '-frames:v', '1', path);
  const thumbnail = await runOn(folder.path, await readFile(path));
  expect(await readPictureSize(thumbnail)).toBe(made);
});

it('keeps nothing of the picture but its pixels', async () => {
  await using folder = await makeFolder();
  const path = `${folder.path}/p.jpg`;
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64', '-frames:v', '1', path);
  const bytes = await readFile(path);
  const secret = Buffer.from('<script>alert(1)</script> 52.5200 N');
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, secret.length + 2]), secret]);
  const upload = Buffer.concat([bytes.subarray(0, 2), comment, bytes.subarray(2), secret]);
  const made = await readFile(await runOn(folder.path, upload));
  expect(made.includes('alert')).toBe(false);
  expect(made.includes('52.52')).toBe(false);
});

it.each([
  ['a text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'UNSUPPORTED_MEDIA'],
  ['a playlist', Buffer.from('#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/x\n'), 'UNSUPPORTED_MEDIA'],
  ['nothing', Buffer.alloc(0), 'UNSUPPORTED_MEDIA'],
  ['what only begins as a JPEG', Buffer.from('\xff\xd8\xffconcat', 'latin1'), 'CORRUPT_MEDIA'],
  ['what only begins as a PNG', Buffer.from('\x89PNG\r\n\x1a\nfile /etc/passwd', 'latin1'), 'CORRUPT_MEDIA'],
])('refuses %s', async (_, upload, code) => {
  await using folder = await makeFolder();
  await expect(runOn(folder.path, upload)).rejects.toMatchObject({ code });
});

it('shows the very frame that was asked for', async () => {
  await using folder = await makeFolder();
  await makeNumberedClip(`${folder.path}/clip.mp4`, '25', 60);
  await runFfmpeg(buildFrameArgs(`${folder.path}/clip.mp4`, 41, `${folder.path}/frame.jpg`));
  expect((await readFrameNumbers(`${folder.path}/frame.jpg`)).numbers).toEqual([41]);
});
