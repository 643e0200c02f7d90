/** A large file over a bad line: cut 25 times, and each time the page is loaded again. */
import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { MOST_LANES } from '../../src/lib/client/upload/lanes.ts';
import { makeFile } from '../make-file.ts';
import { setUpUploads } from './matrix.ts';
import { chooseFiles, expectArrived, leaveFreely, PART_BYTES, waitForPhase } from './upload-page.ts';

const GIB = 1024 ** 3;
const CUTS = 25;

const { db, openPage } = setUpUploads();

it('1 GiB cut 25 times with reloads arrives unharmed, and each cut costs no more than the parts under way', async () => {
  const file = await makeFile('one-gibibyte', GIB);
  await using uploading = await openPage();
  const { page, proxy } = uploading;
  leaveFreely(page);
  let lostBytes = 0;
  for (let cut = 1; cut <= CUTS; cut++) {
    const arrived = proxy.takenParts();
    const { length: begunBefore } = proxy.begunParts();
    const broken = proxy.cutAt(proxy.partBytes() + file.sizeBytes / (CUTS + 1));
    await chooseFiles(page, file.path);
    await broken;
    // Nothing gets through until the page is loaded again.
    proxy.rule(({ partNumber }) => (partNumber ? 'cut' : 'pass'));
    await page.reload();
    await waitForPhase(page, 'interrupted');
    proxy.rule(() => 'pass');
    const begun = proxy.begunParts().slice(begunBefore);
    expect(begun.filter((part) => arrived.has(part))).toEqual([]);
    const nowLost = proxy.partBytes() - proxy.takenParts().size * PART_BYTES;
    expect(nowLost - lostBytes).toBeLessThanOrEqual(MOST_LANES * PART_BYTES);
    lostBytes = nowLost;
  }
  await chooseFiles(page, file.path);
  await expectArrived(db, uploading, file);
  expect(lostBytes).toBeGreaterThan(0);
  expect(proxy.webBytes()).toBeLessThan(PART_BYTES);
  process.stdout.write(`sent again per cut: ${(lostBytes / CUTS / 1024 ** 2).toFixed(1)} MiB\n`);
  await rm(file.path);
}, 900_000);
