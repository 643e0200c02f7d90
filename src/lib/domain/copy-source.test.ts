import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCopyRung, fitToKeyframes } from './copy-source.ts';
import { defaultPlanSettings, encodeCopied, plan, revisePlan } from './plan.ts';
import { sampleFacts } from './testing/sample-facts.ts';

const settings = { ...defaultPlanSettings, copySource: true };
const rate = { num: 25, den: 1 };
const copyable = { keyframeInterval: 50 };
const rungs = plan(sampleFacts()).rungs;
const copyOf = (video: Parameters<typeof sampleFacts>[0]) =>
  findCopyRung(sampleFacts(video), rate, rungs)?.name;

describe('the rung that the source could be', () => {
  it('is the one of its size', () => {
    expect(copyOf({ video: copyable })).toBe('720p');
  });

  it.each<[string, Parameters<typeof sampleFacts>[0]]>([
    ['HEVC', { video: { ...copyable, codec: 'hevc' } }],
    ['10-bit', { video: { ...copyable, pixelFormat: 'yuv420p10le' } }],
    ['4:2:2', { video: { ...copyable, pixelFormat: 'yuv422p' } }],
    ['of a profile that phones lack', { video: { ...copyable, profile: 'High 4:4:4 Predictive' } }],
    ['full range', { video: { ...copyable, colorRange: 'pc' } }],
    ['HDR', { video: { ...copyable, colorTransfer: 'arib-std-b67' } }],
    ['turned', { video: { ...copyable, rotationDegrees: 180 } }],
    ['of pixels that are not square', { video: { ...copyable, sampleAspectRatio: { num: 4, den: 3 } } }],
    ['interlaced', { video: { ...copyable, fieldOrder: 'tt' } }],
    ['of a variable rate', { video: { ...copyable, isVariableFrameRate: true } }],
    ['of irregular keyframes', { video: { keyframeInterval: null } }],
    ['of another rate than the plan', { video: { ...copyable, frameRate: { num: 50, den: 1 } } }],
    ['of a size that is no rung', { video: { ...copyable, width: 1274 } }],
    ['above the cap', { video: { ...copyable, bitrateBps: 3_200_001 } }],
    ['of unknown rate', { bitrateBps: null, video: { ...copyable, bitrateBps: null } }],
    ['in a container that rounds times', { formatName: 'matroska,webm', video: copyable }],
  ])('is none when it is %s', (_, facts) => {
    expect(copyOf(facts)).toBeUndefined();
  });

  it('is never the lowest, which is encoded before the others are decided', () => {
    const small = sampleFacts({ video: { ...copyable, width: 426, height: 240, colorSpace: 'bt709' } });
    expect(findCopyRung(small, rate, plan(small).rungs)).toBeUndefined();
  });
});

describe('a grid that fits keyframes', () => {
  it.each([
    [100, 25, 100],
    [100, 50, 100],
    [100, 60, 120],
    [100, 75, 75],
    [100, 125, 125],
    [100, 1, 100],
    [100, 200, 200],
    [100, 250, undefined],
  ])('of %i wanted frames and keyframes every %i has %s', (wanted, interval, frames) => {
    expect(fitToKeyframes(wanted, interval, rate)).toBe(frames);
  });

  it('begins every segment with one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (keyframeInterval) => {
        const planned = plan(sampleFacts({ video: { keyframeInterval } }), settings);
        if (planned.content?.copy) expect(planned.grid.framesPerSegment % keyframeInterval).toBe(0);
        else expect(planned.grid).toEqual(plan(sampleFacts()).grid);
      }),
    );
  });
});

describe('a copied rung', () => {
  const first = plan(sampleFacts({ video: copyable }), settings);
  const copied = revisePlan(first, { rungs: [], copy: { rung: '720p', averageBps: 1e6, reorderFrames: 2 } });
  const tasksOf = (planned: typeof copied) =>
    planned.tasks.flatMap((task) => (task.kind === 'encode' && task.rungs.includes('720p') ? [task] : []));

  it('has tasks of its own that weigh next to nothing', () => {
    const [copy] = tasksOf(copied);
    const [encode] = tasksOf(plan(sampleFacts({ video: copyable })));
    expect(copy?.rungs).toEqual(['720p']);
    expect(copy?.weight).toBeLessThan((encode?.weight ?? 0) / 5);
  });

  it('is encoded in the same chunks when the copy turns out not to fit, and all else stays', () => {
    const encoded = encodeCopied(copied, '720p');
    expect(encoded?.rungs).toEqual(first.rungs);
    const chunks = (planned: typeof copied) => planned.tasks.map(({ weight: _, ...task }) => task);
    expect(encoded && chunks(encoded)).toEqual(chunks(copied));
    expect(encoded && tasksOf(encoded)[0]?.weight).toBeGreaterThan(tasksOf(copied)[0]?.weight ?? 0);
    expect(encoded && encodeCopied(encoded, '720p')).toBeNull();
    expect(encodeCopied(copied, '480p')).toBeNull();
  });
});
