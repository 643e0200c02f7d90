import { expect, it } from 'vitest';
import { createLineReader } from './read-lines.ts';

function read(chunks: readonly string[]) {
  const lines: string[] = [];
  let overlong = 0;
  const reader = createLineReader(
    (line) => lines.push(line),
    () => overlong++,
  );
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return { lines, overlong };
}

it('gives whole lines however they arrive, the last one without its end too', () => {
  expect(read(['on', 'e\ntwo\n', '\nthr', 'ee'])).toEqual({
    lines: ['one', 'two', '', 'three'],
    overlong: 0,
  });
});

it('gives a line up once that grows without end, and all that follows', () => {
  const endless = Array.from({ length: 200 }, () => 'x'.repeat(64_000));
  expect(read(['one\n', ...endless, '\ntwo\n'])).toEqual({ lines: ['one'], overlong: 1 });
});
