/** What is made to harm ends as `failed` with its code, reaches nothing, and stands in nobody's way. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clip } from '../support/clips.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { uploadByPut, waitForEnd, waitUntilReady } from '../support/upload.ts';

let owner: RestClient;
let folder = '';
const asked: string[] = [];
const canary = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end();
});

beforeAll(async () => {
  owner = await registerPerson();
  folder = await mkdtemp(path.join(tmpdir(), 'sluice-hostile-'));
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => canary.close(resolve));
  await rm(folder, { recursive: true });
});

it('ends a playlist that calls itself a video, and asks for nothing that it names', async () => {
  const target = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/canary.ts`;
  const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${target}\n#EXT-X-ENDLIST\n`;
  await writeFile(path.join(folder, 'playlist.mp4'), playlist);
  const status = await waitForEnd(owner, await uploadByPut(owner, path.join(folder, 'playlist.mp4')));
  expect(status.status).toBe('failed');
  expect(['UNSUPPORTED_MEDIA', 'CORRUPT_MEDIA']).toContain(status.error?.code);
  expect(JSON.stringify(status)).not.toContain('canary');
  expect(asked).toEqual([]);
});

it('ends a picture larger than any camera makes, at its probe', async () => {
  const bomb = path.join(folder, 'bomb.mkv');
  const picture = ['-f', 'lavfi', '-i', 'color=s=16384x8192', '-frames:v', '1', '-c:v', 'mjpeg'];
  await promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', ...picture, bomb]);
  const status = await waitForEnd(owner, await uploadByPut(owner, bomb));
  expect(status).toMatchObject({
    status: 'failed',
    error: { code: 'MEDIA_LIMIT_EXCEEDED', stage: 'analyzing' },
  });
});

it('makes the next video all the same', async () => {
  await waitUntilReady(owner, await uploadByPut(owner, await clip('240p-2s.mp4')));
});
