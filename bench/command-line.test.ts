import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';

const known = ['watchable', 'ladder', 'seek'];

describe('npm run bench', () => {
  it('runs everything when nothing is named', () => {
    expect(parseCommandLine([], known)).toEqual({ sections: known, quick: false, runs: null, data: null });
  });

  it('runs what is named, in its own order', () => {
    const options = parseCommandLine(['seek', '--quick', 'watchable', '--runs=3', '--data=/mnt/xfs'], known);
    expect(options).toEqual({ sections: ['watchable', 'seek'], quick: true, runs: 3, data: '/mnt/xfs' });
  });

  it('refuses what it does not know, and says what there is', () => {
    expect(() => parseCommandLine(['watch'], known)).toThrow('The sections are watchable, ladder, seek');
    expect(() => parseCommandLine(['--runs=0'], known)).toThrow('--runs=N');
    expect(() => parseCommandLine(['--data=here'], known)).toThrow('--data=DIR');
  });
});
