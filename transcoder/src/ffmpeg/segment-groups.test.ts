import { describe, expect, it } from 'vitest';
import { SegmentError } from './segment-error.ts';
import { groupSegments } from './segment-groups.ts';

async function* closing(...names: readonly `${string}/${number}`[]) {
  for (const name of names) {
    const [rung = '', number] = name.split('/');
    yield { rung, number: Number(number), path: `/${name}`, initPath: `/${rung}/init` };
  }
}

describe('groups of segments', () => {
  it('are yielded as soon as each rung has closed its segment, whatever the order', async () => {
    const segments = closing('720p/4', '720p/5', '480p/4', '480p/5');
    const groups: string[][] = [];
    for await (const group of groupSegments(segments, { rungs: 2, segments: 2 }))
      groups.push(group.map(({ rung, number }) => `${rung}/${number}`));
    expect(groups).toEqual([
      ['720p/4', '480p/4'],
      ['720p/5', '480p/5'],
    ]);
  });

  it.each([
    ['a rung lacks a segment', closing('720p/4', '480p/4', '720p/5')],
    ['all rungs lack one', closing('720p/4', '480p/4')],
  ])('are no success when %s', async (_, segments) => {
    const drain = async () => {
      for await (const group of groupSegments(segments, { rungs: 2, segments: 2 }))
        expect(group).toHaveLength(2);
    };
    await expect(drain()).rejects.toThrow(SegmentError);
  });
});
