import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan, taskPriority } from '../../src/lib/domain/plan.ts';
import { sampleFacts } from '../../src/lib/domain/testing/sample-facts.ts';
import { efficiencyOf, simulateVideo, type TimedTask, timePlan } from './simulate.ts';

const task = (seconds: number, over: Partial<TimedTask> = {}): TimedTask => ({
  ...{ kind: 'encode', rungs: '720p,480p', priority: taskPriority.rest, weight: 1, seconds },
  ...over,
});
const probe = task(1, { kind: 'probe', rungs: '', priority: taskPriority.probe });
const verify = task(2, { kind: 'verify', rungs: '', priority: taskPriority.verify });

describe('a simulated video', () => {
  it('takes the sum of its tasks on one worker', () => {
    expect(simulateVideo([probe, task(3), task(4), verify], 1)).toBeCloseTo(10, 3);
  });

  it('is probed before and verified after everything else, however many workers there are', () => {
    expect(simulateVideo([probe, task(3), task(4), verify], 64)).toBeCloseTo(1 + 4 + 2, 3);
  });

  it('begins what waits for the content when that is known', () => {
    const content = task(5, { kind: 'content', rungs: '', priority: taskPriority.content });
    const lowest = task(3, { rungs: '240p', priority: taskPriority.lowest });
    expect(simulateVideo([content, lowest, task(4), task(4)], 64)).toBeCloseTo(9, 3);
  });

  it('lends the urgent before the bulk', () => {
    const first = task(9, { rungs: '240p', priority: taskPriority.first });
    // In the order of their birth it would be the two short ones, and then 9 s more.
    expect(simulateVideo([task(5), task(5), first], 2)).toBeCloseTo(10, 3);
  });

  it('is never faster than its longest task or an even share, nor slower than both together', () => {
    const seconds = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(seconds, fc.integer({ min: 1, max: 64 }), (each, workers) => {
        const tasks = each.map((value) => task(value));
        const all = each.reduce((total, value) => total + value, 0);
        const took = simulateVideo(tasks, workers);
        expect(took).toBeGreaterThan(Math.max(...each, all / workers) - 0.01);
        expect(took).toBeLessThan(Math.max(...each) + all / workers + 0.01);
      }),
    );
  });
});

describe('the efficiency', () => {
  it('is whole on one worker, and halves when the second finds nothing to do', () => {
    expect(efficiencyOf([task(10)], 1)).toBeCloseTo(1, 6);
    expect(efficiencyOf([task(10)], 2)).toBeCloseTo(0.5, 3);
    expect(efficiencyOf([task(10), task(10)], 2)).toBeCloseTo(1, 3);
  });
});

describe('a plan of another length', () => {
  it('gives each task the pace that was measured of its sort', () => {
    const planned = plan(sampleFacts());
    const rungsOf = planned.tasks.flatMap((each) => (each.kind === 'encode' ? [each.rungs.join(',')] : []));
    const measured = [
      probe,
      ...[...new Set(rungsOf)].map((rungs, index) => task(2 * (index + 1), { rungs, weight: 2 })),
      task(3, { kind: 'audio', rungs: '', weight: 1 }),
    ];
    const timed = timePlan(planned, measured);
    expect(timed).toHaveLength(planned.tasks.length + 1);
    const audio = timed.find(({ kind }) => kind === 'audio');
    expect(audio?.seconds).toBeCloseTo((audio?.weight ?? 0) * 3, 9);
    const first = timed.find(({ priority }) => priority === taskPriority.first);
    expect(first?.seconds).toBeCloseTo(first?.weight ?? 0, 9);
  });
});
