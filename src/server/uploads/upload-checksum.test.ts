import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { checksumAlgorithms, parseChecksum, sumUp } from './upload-checksum.ts';

it.each(checksumAlgorithms)('sums a stream up by %s, and passes it on as it is', async (algorithm) => {
  const chunks = [Buffer.from('ab'), Buffer.from('c')];
  const summed = sumUp(
    (async function* () {
      yield* chunks;
    })(),
    algorithm,
  );
  const passed: Uint8Array[] = [];
  for await (const chunk of summed.stream) passed.push(chunk);
  expect(Buffer.concat(passed).toString()).toBe('abc');
  const digest = createHash(algorithm).update('abc').digest('base64');
  expect(summed.digest()).toBe(digest);
  expect(parseChecksum(`${algorithm} ${digest}`)).toEqual({ algorithm, digest });
});

it.each(['', 'sha1', 'crc32 AAAA', 'SHA1 AAAA', 'sha1  AAAA', 'sha1 not*base64', 'constructor AAAA'])(
  'does not take %j for a checksum',
  (header) => {
    expect(parseChecksum(header)).toBeUndefined();
  },
);
