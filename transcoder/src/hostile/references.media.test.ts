/** No file makes a worker open anything but itself: not what a manifest names, whatever its Content-Type. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg } from '../ffmpeg/testing/clips.ts';
import { type Canary, serveUpload, startCanary } from './testing/canary.ts';
import { aliasToItself, makeTrapFile, trapFiles } from './testing/containers.ts';
import { type Outcome, processUpload } from './testing/process-upload.ts';
import { hostileTypes, type Targets, textTraps } from './testing/references.ts';

const canaryText = `CANARY-${randomBytes(12).toString('hex')}`;
let folder = '';
let canary: Canary;
let targets: Targets;

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/sluice-hostile-`);
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=1', `${folder}/canary.ts`);
  canary = await startCanary(`${folder}/canary.ts`);
  targets = { http: canary.origin, file: `${folder}/canary.txt` };
  await writeFile(targets.file, canaryText.repeat(100));
});
afterAll(async () => {
  await canary[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function expectUntouched(outcome: Outcome): void {
  expect(canary.asked).toEqual([]);
  expect(outcome.strayPaths).toEqual([]);
  for (const output of outcome.outputs) expect(Buffer.from(output).includes(canaryText)).toBe(false);
  expect(outcome.detail).not.toContain(canary.origin);
  expect(outcome.detail).not.toContain(folder);
}

/** Under the type of a video, and under the one that makes FFmpeg take the text for what it is. */
const served = textTraps.flatMap(([name, text]) =>
  ['video/mp4', ...hostileTypes.filter(([prefix]) => name.startsWith(prefix)).map(([, type]) => type)].map(
    (contentType) => ({ name, text, contentType }),
  ),
);

it.each(served)('refuses $name, served as $contentType', async ({ text, contentType }) => {
  await writeFile(`${folder}/upload.mp4`, text(targets));
  const outcome = await processUpload(`${folder}/upload.mp4`, folder, contentType);
  expectUntouched(outcome);
  // Some releases of FFmpeg know the format, and it is refused; the others find no format at all.
  expect(['UNSUPPORTED_MEDIA', 'CORRUPT_MEDIA']).toContain(outcome.end);
});

it.each(trapFiles)('opens nothing beside $name', async (trap) => {
  const file = await makeTrapFile(trap, folder, targets);
  const outcome = await processUpload(file, folder);
  expectUntouched(outcome);
  expect(trap.ends).toContain(outcome.end);
});

describe('the traps work: FFmpeg without our lists', () => {
  it.each([
    ['follows HLS', 'HLS to a server', 'application/vnd.apple.mpegurl'],
    ['follows DASH', 'DASH to a server', 'application/dash+xml'],
    ['follows ffconcat', 'ffconcat to a sibling', 'video/mp4'],
  ])('%s', async (_, name, contentType) => {
    const [, text] = textTraps.find(([known]) => known === name) ?? [];
    await using own = await startCanary(`${folder}/canary.ts`);
    await writeFile(`${folder}/upload.mp4`, text?.({ ...targets, http: own.origin }) ?? '');
    await using server = await serveUpload(`${folder}/upload.mp4`, contentType);
    await ffmpeg('-i', server.url, '-f', 'null', '-').catch(() => undefined);
    expect([...own.asked, ...server.strayPaths]).not.toEqual([]);
  });

  it('opens the other file of an alias', async () => {
    await writeFile(`${folder}/upload.mp4`, await aliasToItself(folder));
    const args = ['-enable_drefs', '1', '-use_absolute_path', '1', '-i', `${folder}/upload.mp4`];
    const { stdout } = await ffmpeg(...args, '-map', '0:v', '-f', 'rawvideo', '-');
    expect(stdout.length).toBe(10 * 64 * 64 * 1.5);
  });
});
