import { describe, expect, it } from 'vitest';
import { isReached } from './figure.ts';
import { formatTable } from './table.ts';

describe('the verdict on a figure', () => {
  it('is good at the target itself, whichever side the target is on', () => {
    expect(isReached({ value: 2, target: { atMost: 2 } })).toBe(true);
    expect(isReached({ value: 2.01, target: { atMost: 2 } })).toBe(false);
    expect(isReached({ value: 50, target: { atLeast: 50 } })).toBe(true);
    expect(isReached({ value: 49, target: { atLeast: 50 } })).toBe(false);
  });

  it('is never good of what could not be measured', () => {
    expect(isReached({ value: Number.NaN, target: { atMost: 2 } })).toBe(false);
    expect(isReached({ value: Number.NaN, target: { atLeast: 0 } })).toBe(false);
  });

  it('is none where nothing was promised', () => {
    expect(isReached({ value: 7 })).toBeNull();
  });
});

describe('the table', () => {
  it('aligns its columns and marks each verdict', () => {
    const table = formatTable([
      { section: 'seek', name: 'p95', value: 5.512, unit: 's', target: { atMost: 5 }, yardsticks: 12.34 },
      { section: 'ladder', name: 'wall', value: 0.8, unit: 'times', target: { atMost: 0.85 }, note: '1 run' },
      { section: 'eta', name: 'error', value: 120.4, unit: '%' },
    ]);
    expect(table.split('\n')).toEqual([
      '   section  figure       value  yardsticks  target  taken of',
      '✗  seek     p95         5.51 s        12.3     ≤ 5',
      '✓  ladder   wall    0.80 times              ≤ 0.85  1 run',
      '   eta      error        120 %',
    ]);
  });
});
