/** A small file that claims much is refused at its probe, or costs no more than it is worth. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bombs } from './testing/bombs.ts';
import { processUpload } from './testing/process-upload.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/sluice-bombs-`);
});
afterAll(() => rm(folder, { recursive: true }));

it.each(bombs)('$name ends as $ends', async ({ make, ends }) => {
  await make(`${folder}/upload.mp4`);
  const outcome = await processUpload(`${folder}/upload.mp4`, folder);
  expect(ends).toContain(outcome.end);
});
