import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChapters } from './chapters.ts';

const titles = (description: string, duration = 600) =>
  parseChapters(description, duration).map(({ startSeconds, title }) => [startSeconds, title]);
const good = 'About this\n0:00 Start\n1:00 Middle\n2:30 End\nThank you';

describe('chapters', () => {
  it('are the lines that begin with a time; each ends where the next begins, the last with the video', () => {
    expect(parseChapters(good, 200)).toEqual([
      { startSeconds: 0, endSeconds: 60, title: 'Start' },
      { startSeconds: 60, endSeconds: 150, title: 'Middle' },
      { startSeconds: 150, endSeconds: 200, title: 'End' },
    ]);
  });

  it.each([
    '0:00 - One\n0:10 – Two\n0:20: Three',
    '- 0:00 One\n• 0:10 Two\n* 0:20 Three',
    '(0:00) One\r\n[0:10] Two\r\n0:20 | Three',
    '00:00 One\n00:10 Two\n0:00:20 Three',
  ])('are read in %j', (description) => {
    expect(titles(description)).toEqual([
      [0, 'One'],
      [10, 'Two'],
      [20, 'Three'],
    ]);
  });

  it.each([
    ['the first is not at 0:00', '0:01 a\n0:10 b\n0:20 c'],
    ['there are two', '0:00 a\n0:10 b'],
    ['one comes twice', '0:00 a\n0:10 b\n0:10 c'],
    ['they go back', '0:00 a\n0:20 b\n0:10 c'],
    ['times stand in the middle of lines', 'at 0:00 a\nat 0:10 b\nat 0:20 c'],
    ['they have no titles', '0:00\n0:10\n0:20'],
    ['too few lie within the video', '0:00 a\n0:10 b\n99:00 c'],
    ['there is nothing', ''],
  ])('are none where %s', (_, description) => expect(titles(description)).toEqual([]));

  it('follow each other without a gap, from the first moment to the last, whatever is written', () => {
    const line = fc.oneof(
      fc
        .tuple(fc.nat(900), fc.string())
        .map(([at, title]) => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')} ${title}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const chapters = parseChapters(`0:00 First\n${lines.join('\n')}`, 600);
        fc.pre(chapters.length > 0);
        expect(chapters[0]?.startSeconds).toBe(0);
        expect(chapters.at(-1)?.endSeconds).toBe(600);
        chapters.forEach(({ startSeconds, endSeconds }, index) => {
          expect(endSeconds).toBeGreaterThan(startSeconds);
          expect(endSeconds).toBe(chapters[index + 1]?.startSeconds ?? 600);
        });
      }),
    );
  });
});
