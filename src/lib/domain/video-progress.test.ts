import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeProgress, type ProgressTask } from './video-progress.ts';
import { videoStatuses } from './video-status.ts';

const rungs = ['720p', '480p', '240p'];
const probe = (status: ProgressTask['status']): ProgressTask => ({
  kind: 'probe',
  rungs: [],
  status,
  progress: 0,
  weight: 0,
});
const encode = (names: readonly string[], status: ProgressTask['status'] = 'waiting'): ProgressTask => ({
  kind: 'encode',
  rungs: names,
  status,
  progress: 0,
  weight: 10,
});
const stills = (status: ProgressTask['status'] = 'waiting'): ProgressTask => ({
  ...probe(status),
  kind: 'stills',
  weight: 1,
});

const anyTask = fc.record({
  kind: fc.constantFrom('encode' as const, 'audio' as const, 'stills' as const),
  rungs: fc.subarray(rungs),
  status: fc.constantFrom('waiting' as const, 'leased' as const, 'done' as const),
  progress: fc.double({ min: 0, max: 1, noNaN: true }),
  weight: fc.double({ min: 0, max: 1000, noNaN: true }),
});
const anyTasks = fc.array(anyTask, { maxLength: 12 });
const percentOf = (tasks: readonly ProgressTask[]) => describeProgress('processing', rungs, tasks).percent;

describe('the percentage of a video', () => {
  it('is 100 when it is ready, and only then', () => {
    fc.assert(
      fc.property(fc.constantFrom(...videoStatuses), anyTasks, (status, tasks) => {
        const { percent } = describeProgress(status, rungs, tasks);
        expect(Number.isInteger(percent)).toBe(true);
        expect(percent).toBeGreaterThanOrEqual(0);
        expect(percent === 100).toBe(status === 'ready');
      }),
    );
  });

  it('never falls when one task gets on', () => {
    const further = fc.tuple(
      anyTasks.filter((tasks) => tasks.length > 0),
      fc.nat(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(further, ([tasks, pick, share, isDone]) => {
        const index = pick % tasks.length;
        const later = tasks.map((task, at): ProgressTask => {
          if (at !== index || task.status === 'done') return task;
          return isDone
            ? { ...task, status: 'done' }
            : { ...task, status: 'leased', progress: task.progress + (1 - task.progress) * share };
        });
        expect(percentOf(later)).toBeGreaterThanOrEqual(percentOf(tasks));
      }),
    );
  });

  it('does not fall when the plan’s second revision brings no more work than was expected of it', () => {
    const first = [probe('done'), encode(['240p'], 'done')];
    const percentThen = describeProgress('processing', rungs, first, 30).percent;
    const revised = [...first, encode(['720p']), encode(['480p'])];
    expect(describeProgress('processing', rungs, revised, 30).percent).toBe(percentThen);
    const cheaper = [...first, encode(['720p'])];
    expect(describeProgress('processing', rungs, cheaper, 20).percent).toBeGreaterThan(percentThen);
  });

  it('is 99 at most while the manifests are still to be written', () => {
    expect(percentOf([probe('done'), encode(rungs, 'done'), stills('done')])).toBe(99);
  });

  it('counts work by its weight, and the probe as none', () => {
    expect(percentOf([probe('done'), encode(['240p'], 'done'), encode(['720p', '480p'])])).toBe(50);
    expect(percentOf([probe('done')])).toBe(0);
  });
});

describe('the stage of a video', () => {
  it.each([
    ['encoding-240p', [probe('done'), encode(['240p']), encode(['720p', '480p'])], '240p'],
    ['encoding-480p', [probe('done'), encode(['240p'], 'done'), encode(['720p', '480p'])], '480p'],
    ['encoding-240p', [probe('done'), encode(['240p']), encode(['720p', '480p'], 'done')], '240p'],
    [
      'encoding-240p',
      [probe('done'), encode(['240p'], 'done'), encode(['240p']), encode(['720p', '480p'])],
      '240p',
    ],
    ['uploading-chunks', [probe('done'), encode(rungs, 'done'), stills()], null],
    ['generating-manifest', [probe('done'), encode(rungs, 'done'), stills('done')], null],
  ])('is %s', (stage, tasks, currentResolution) => {
    expect(describeProgress('processing', rungs, tasks)).toMatchObject({ stage, currentResolution });
  });

  it.each(['waiting', 'leased'] as const)(
    'is analyzing while the probe is %s: there is no plan yet',
    (status) => {
      expect(describeProgress('processing', [], [probe(status)])).toEqual({
        stage: 'analyzing',
        percent: 0,
        currentResolution: null,
        completedResolutions: [],
      });
    },
  );

  it.each([
    ['uploading', 'uploading'],
    ['queued', 'queued'],
    ['ready', 'ready'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['deleted', 'cancelled'],
  ] as const)('of a video that is %s is %s, with no rung under way', (status, stage) => {
    const described = describeProgress(status, rungs, [probe('done'), encode(['240p'])]);
    expect(described).toMatchObject({ stage, currentResolution: null });
  });
});

describe('the completed rungs', () => {
  it('come smallest first, in the order in which they become watchable', () => {
    const tasks = [encode(['720p', '480p'], 'done'), encode(['240p'], 'done')];
    expect(describeProgress('processing', rungs, tasks).completedResolutions).toEqual([
      '240p',
      '480p',
      '720p',
    ]);
  });

  it('are those whose every chunk is done', () => {
    const tasks = [encode(['240p'], 'done'), encode(['240p'], 'leased'), encode(['480p'], 'done')];
    expect(describeProgress('processing', rungs, tasks).completedResolutions).toEqual(['480p']);
    expect(describeProgress('processing', rungs, []).completedResolutions).toEqual([]);
  });
});
