import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridSeconds } from './grid.ts';
import { defaultPlanSettings, isFirstTask, plan, planSchema, revisePlan, taskPriority } from './plan.ts';
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

  it('has one task of the first picture, the most urgent', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const planned = plan(facts);
        const first = encodes(planned).filter((task) => isFirstTask(planned, task));
        expect(first.map(({ priority }) => priority)).toEqual([taskPriority.first]);
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

  it('cuts 30 s of 720p with sound into a first chunk of one segment, two more of the lowest rung and two of the others', () => {
    const planned = plan(sampleFacts());
    expect(gridSeconds(planned.grid)).toBe(30);
    const { first, audio, lowest, rest, stills } = taskPriority;
    const others = ['720p', '480p', '360p'];
    expect(planned.tasks.map(({ weight: _, ...task }) => task)).toEqual([
      { kind: 'encode', rungs: ['240p'], firstSegment: 0, segmentCount: 1, priority: first },
      { kind: 'encode', rungs: ['240p'], firstSegment: 1, segmentCount: 6, priority: lowest },
      { kind: 'encode', rungs: ['240p'], firstSegment: 7, segmentCount: 1, priority: lowest },
      { kind: 'audio', priority: audio },
      { kind: 'encode', rungs: others, firstSegment: 0, segmentCount: 6, priority: rest },
      { kind: 'encode', rungs: others, firstSegment: 6, segmentCount: 2, priority: rest },
      { kind: 'stills', priority: stills },
    ]);
  });
});

describe('a plan that waits for the content', () => {
  const settings = { ...defaultPlanSettings, sizeByContent: true, copySource: true };
  const nothing = { rungs: [], copy: null };

  it('starts on the lowest rung alone, and has all tasks of a plan that did not wait once it is revised', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const first = plan(facts, settings);
        const lowest = first.rungs.at(-1)?.name;
        for (const task of first.content ? encodes(first) : []) expect(task.rungs).toEqual([lowest]);
        const revised = first.content ? revisePlan(first, nothing) : first;
        expect(encodes(revised)).toEqual(encodes(plan(facts)));
      }),
    );
  });

  it('keeps grid and lowest rung, for they are being encoded already', () => {
    const first = plan(sampleFacts(), settings);
    const copy = { rung: '720p', averageBps: 1e6, reorderFrames: 1 };
    const revised = revisePlan(first, { rungs: [], copy });
    expect(revised.grid).toEqual(first.grid);
    expect(revised.rungs.at(-1)).toEqual(first.rungs.at(-1));
    expect(revised.rungs[0]).toMatchObject({ name: '720p', via: 'copy', reorderFrames: 1 });
    expect(encodes(revised).map((task) => task.rungs.join())).toContain('480p,360p');
  });

  it('has nothing to find out of a source with one rung', () => {
    const facts = sampleFacts({ video: { width: 320, height: 240 } });
    expect(plan(facts, settings).content).toBeNull();
  });
});
