import { describe, expect, it } from 'vitest';
import type { Ladder } from '../media/measure-ladder.ts';
import { compareLadders } from './compare-ladders.ts';

const rung = (name: string, sizeBytes: number) => ({ name, width: 2, height: 2, sizeBytes, playlist: '' });
const ladder = (wallSeconds: number, ...rungs: Ladder['rungs']): Ladder => ({
  ...{ wallSeconds, cpuSeconds: 2 * wallSeconds, rungs, audioBytes: 100 },
});
const valuesOf = (figures: ReturnType<typeof compareLadders>) =>
  Object.fromEntries(figures.map(({ name, value }) => [name, value]));

describe('two ladders beside each other', () => {
  it('are compared in the medians of their time and in all their bytes, the sound included', () => {
    const ours = { ladders: [50, 40, 90].map((wall) => ladder(wall, rung('720p', 900))), vmaf: null };
    const other = { ladders: [ladder(100, rung('720p', 1900))], vmaf: null };
    expect(valuesOf(compareLadders('plain', ours, other, {}))).toEqual({
      'plain: wall': 0.5,
      'plain: CPU': 0.5,
      'plain: bytes': 0.5,
      'plain: bytes of 720p': 900 / 1900,
    });
  });

  it('are judged rung by rung in quality, of the rungs that both have', () => {
    const ours = { ladders: [ladder(1, rung('720p', 1))], vmaf: new Map([['720p', 94]]) };
    const other = {
      ladders: [ladder(1, rung('1080p', 1), rung('720p', 1))],
      vmaf: new Map([
        ['1080p', 95],
        ['720p', 94.75],
      ]),
    };
    const figures = compareLadders('plain', ours, other, { vmafLoss: 0.5 });
    const judged = figures.filter(({ unit }) => unit === 'VMAF');
    expect(judged).toMatchObject([{ name: 'plain: VMAF of 720p', value: -0.75, target: { atLeast: -0.5 } }]);
  });
});
