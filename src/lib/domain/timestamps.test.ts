import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStartTime, splitTimestamps } from './timestamps.ts';

const timesIn = (text: string, duration = 7_200) =>
  splitTimestamps(text, duration)
    .filter(({ seconds }) => seconds !== undefined)
    .map(({ text: time, seconds }) => [time, seconds]);

describe('times in a text', () => {
  it.each([
    ['Jump to 1:23!', [['1:23', 83]]],
    [
      '(0:00) start, 01:02:03 end',
      [
        ['0:00', 0],
        ['01:02:03', 3723],
      ],
    ],
    ['75:00 is a minute count', [['75:00', 4500]]],
    ['at 0:59.', [['0:59', 59]]],
    [
      '0:05-0:10',
      [
        ['0:05', 5],
        ['0:10', 10],
      ],
    ],
  ])('%s', (text, expected) => expect(timesIn(text)).toEqual(expected));

  it.each([
    '1:2',
    '0:60',
    '16:9:1',
    '1:23:45:67',
    '12:345',
    '192.0.2.1:80:12',
    '1.2:34',
    '10:30.5',
    'a ratio of 4:3',
  ])('are not in %j', (text) => expect(timesIn(text)).toEqual([]));

  it('beyond the end of the video are words', () => {
    expect(timesIn('0:10 and 1:10', 60)).toEqual([['0:10', 10]]);
  });

  it('take nothing from the text', () => {
    const pieces = fc.oneof(fc.constantFrom('0:00', '1:02:03', ':', '\n', '1', '<b>'), fc.string());
    fc.assert(
      fc.property(fc.array(pieces), (words) => {
        const text = words.join('');
        expect(
          splitTimestamps(text, 600)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('a start time', () => {
  it.each([
    ['90', 90],
    ['90s', 90],
    ['1m30s', 90],
    ['1m', 60],
    ['1h2m3s', 3723],
    ['2h', 7200],
    ['1:30', 90],
    ['1:02:03', 3723],
    ['0', 0],
  ])('%s', (text, seconds) => expect(parseStartTime(text)).toBe(seconds));

  it.each(['', 's', 'abc', '-5', '1.5', '1e3', '9999999999', '1:2:3:4', '5 '])('is not %j', (text) =>
    expect(parseStartTime(text)).toBeUndefined(),
  );
});
