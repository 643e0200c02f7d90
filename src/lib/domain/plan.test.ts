import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridSeconds } from './grid.ts';
import { plan, planSchema, taskPriority } from './plan.ts';
import { sampleFacts } from './testing/sample-facts.ts';

const anyFacts = fc
  .record({
    durationSeconds: fc.double({ min: 0.05, max: 4_000, noNaN: true }),
    width: fc.integer({ min: 2, max: 4096 }),
    height: fc.integer({ min: 2, max: 4096 }),
    rate: fc.constantFrom({ num: 24_000, den: 1001 }, { num: 25, den: 1 }, { num: 120, den: 1 }),
    isVariableFrameRate: fc.boolean(),
    hasAudio: fc.boolean(),
  })
  .map(({ durationSeconds, width, height, rate, isVariableFrameRate, hasAudio }) =>
    sampleFacts({
      durationSeconds,
      video: { width, height, frameRate: rate, isVariableFrameRate },
      ...(hasAudio ? {} : { audio: null }),
    }),
  );
const encodes = (planned: ReturnType<typeof plan>) => planned.tasks.filter((task) => task.kind === 'encode');

describe('the plan', () => {
  it('is the same for the same facts, and survives being stored as JSON', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const planned = plan(facts);
        expect(plan(structuredClone(facts))).toEqual(planned);
        expect(planSchema.parse(JSON.parse(JSON.stringify(planned)))).toEqual(planned);
      }),
    );
  });

  it('gives every segment of every rung to exactly one task', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const planned = plan(facts);
        const covered = encodes(planned).flatMap((task) =>
          task.rungs.flatMap((rung) =>
            Array.from({ length: task.segmentCount }, (_, index) => `${rung}/${task.firstSegment + index}`),
          ),
        );
        const wanted = planned.rungs.flatMap((rung) =>
          Array.from({ length: planned.grid.segmentCount }, (_, number) => `${rung.name}/${number}`),
        );
        expect(covered.sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('makes the first segments of the lowest rung the most urgent of all', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const planned = plan(facts);
        const [first, ...rest] = planned.tasks.toSorted((a, b) => a.priority - b.priority);
        expect(first).toMatchObject({ kind: 'encode', firstSegment: 0, rungs: [planned.rungs.at(-1)?.name] });
        for (const task of rest) expect(task.priority).toBeGreaterThan(first?.priority ?? 0);
      }),
    );
  });

  it('puts every lowest-rung chunk before any chunk of the others', () => {
    const planned = plan(sampleFacts({ durationSeconds: 300 }));
    const lowest = encodes(planned).filter((task) => task.rungs.includes('240p'));
    const others = encodes(planned).filter((task) => !task.rungs.includes('240p'));
    expect(Math.max(...lowest.map((task) => task.priority))).toBeLessThan(
      Math.min(...others.map((task) => task.priority)),
    );
  });

  it('has one task for all sound, and none for a source without', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const planned = plan(facts);
        expect(planned.tasks.filter((task) => task.kind === 'audio')).toHaveLength(facts.audio ? 1 : 0);
        expect(planned.audio !== null).toBe(facts.audio !== null);
        expect(planned.tasks.filter((task) => task.kind === 'stills')).toHaveLength(1);
      }),
    );
  });

  it('names each task once, as the database demands', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const names = plan(facts).tasks.map((task) =>
          task.kind === 'encode' ? `${task.rungs.join()}@${task.firstSegment}` : task.kind,
        );
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  it('weighs every task, so that a percentage can be told', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const task of plan(facts).tasks) expect(task.weight).toBeGreaterThan(0);
      }),
    );
  });

  it('cuts 30 s of 720p with sound into two chunks of the lowest rung and two of the others', () => {
    const planned = plan(sampleFacts());
    expect(gridSeconds(planned.grid)).toBe(30);
    expect(planned.tasks.map(({ weight: _, ...task }) => task)).toEqual([
      { kind: 'encode', rungs: ['240p'], firstSegment: 0, segmentCount: 6, priority: taskPriority.first },
      {
        kind: 'encode',
        rungs: ['720p', '480p', '360p'],
        firstSegment: 0,
        segmentCount: 6,
        priority: taskPriority.rest,
      },
      { kind: 'encode', rungs: ['240p'], firstSegment: 6, segmentCount: 2, priority: taskPriority.lowest },
      {
        kind: 'encode',
        rungs: ['720p', '480p', '360p'],
        firstSegment: 6,
        segmentCount: 2,
        priority: taskPriority.rest,
      },
      { kind: 'audio', priority: taskPriority.audio },
      { kind: 'stills', priority: taskPriority.stills },
    ]);
  });
});
