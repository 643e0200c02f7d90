import { expect, it } from 'vitest';
import { createStderrTail } from './stderr-tail.ts';

it('keeps the last 40 lines, without addresses, however the text arrives', () => {
  const tail = createStderrTail();
  for (let line = 0; line < 100; line++) {
    for (const part of [`line ${line}: https://host/ke`, 'y?X-Amz-Signature=secret failed', '\n'])
      tail.push(part);
  }
  expect(tail.lines()).toHaveLength(40);
  expect(tail.lines().at(-1)).toBe('line 99: [url] failed');
});

it('stays small when FFmpeg prints without end', () => {
  const tail = createStderrTail();
  for (let chunk = 0; chunk < 1_000; chunk++) tail.push('x'.repeat(1_000));
  tail.push('\nlast words');
  expect(tail.lines().join('').length).toBeLessThan(2_000);
  expect(tail.lines().at(-1)).toBe('last words');
});

it('keeps what tells the cause, however much follows', () => {
  const tail = createStderrTail((line) => line.includes('memory'));
  tail.push('Cannot allocate memory\n');
  for (let line = 0; line < 1_000; line++) tail.push(`concealing errors ${line}\n`);
  expect(tail.lines()).toHaveLength(41);
  expect(tail.lines()[0]).toBe('Cannot allocate memory');
});
