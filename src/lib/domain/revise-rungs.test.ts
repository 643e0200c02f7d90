import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentFacts } from './content-facts.ts';
import { plan } from './plan.ts';
import { reviseRungs } from './revise-rungs.ts';
import { sampleFacts } from './testing/sample-facts.ts';

const planned = plan(sampleFacts({ video: { width: 1920, height: 1080 } }));
const names = planned.rungs.map(({ name }) => name);

/** An ordinary film: each rung worth its bytes, quality as wanted. */
const film = names.map((name, index) => ({
  name,
  averageBps: 4_000_000 / 2 ** index,
  ssimDb: 15,
  detailDb: name === '240p' ? null : 22,
}));
const revise = (change: (rung: (typeof film)[number]) => object, copy: ContentFacts['copy'] = null) =>
  reviseRungs(planned, { rungs: film.map((rung) => ({ ...rung, ...change(rung) })), copy });
const namesOf = (rungs: ReturnType<typeof revise>) => rungs.map(({ name }) => name);

describe('rungs by content', () => {
  it('are those of the plan for an ordinary film, and when nothing was measured', () => {
    expect(revise(() => ({}))).toEqual(planned.rungs);
    expect(reviseRungs(planned, { rungs: [], copy: null })).toEqual(planned.rungs);
  });

  it('end where the picture has no more detail: of an upscaled source', () => {
    const upscaled = revise(({ name }) => (['1080p', '720p'].includes(name) ? { detailDb: 40 } : {}));
    expect(namesOf(upscaled)).toEqual(['480p', '360p', '240p']);
    const blurred = revise(({ name }) => (name === '720p' ? { detailDb: 40 } : {}));
    expect(namesOf(blurred)).toEqual(names);
  });

  it('leave out a middle one that costs as much as the one below', () => {
    expect(namesOf(revise(({ name }) => (name === '480p' ? { averageBps: 590_000 } : {})))).toEqual([
      '1080p',
      '720p',
      '360p',
      '240p',
    ]);
  });

  it('are only the largest and the lowest of slides, which any line carries', () => {
    const slides = revise(({ averageBps }) => ({ averageBps: averageBps / 20 }));
    expect(namesOf(slides)).toEqual(['1080p', '240p']);
  });

  it('spend less where the picture is finer than anybody sees', () => {
    const fine = revise(({ name }) => (name === '720p' ? { ssimDb: 18 } : {}));
    const crfs = (rungs: typeof fine) => rungs.map(({ crf }) => crf);
    expect(crfs(fine)).toEqual(planned.rungs.map(({ name, crf }) => (name === '720p' ? 24.5 : crf)));
  });

  it('take a copy unless its encode takes less', () => {
    const copied = (averageBps: number) =>
      revise(() => ({}), { rung: '1080p', averageBps, reorderFrames: 2 })[0]?.via;
    expect(copied(5_100_000)).toBe('copy');
    expect(copied(5_300_000)).toBe('encode');
  });

  it('keep the lowest as it is, their order, and at least one, whatever was measured', () => {
    const anything = fc.record({
      averageBps: fc.integer({ min: 1, max: 9_000_000 }),
      ssimDb: fc.double({ min: 0, max: 60, noNaN: true }),
      detailDb: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 5 }), (measures) => {
        const rungs = measures.map((measure, index) => ({ ...measure, name: names[index] ?? '' }));
        const revised = reviseRungs(planned, { rungs, copy: null });
        expect(revised.at(-1)).toEqual(planned.rungs.at(-1));
        expect(namesOf(revised)).toEqual(names.filter((name) => namesOf(revised).includes(name)));
      }),
    );
  });
});
