import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastQueue, type LaterWork, type QueueState, type WorkGroup } from './eta.ts';
import { taskPriority } from './plan.ts';

const group = (videoId: string, over: Partial<WorkGroup> = {}): WorkGroup => ({
  videoId,
  ownerId: `owner of ${videoId}`,
  kind: 'encode',
  rungs: '240p',
  priority: taskPriority.rest,
  count: 1,
  weight: 10,
  createdAtMs: 0,
  ...over,
});
/** A unit of weight takes a second. */
const queue = (over: Partial<QueueState>): QueueState => ({
  nowMs: 1_000_000,
  leased: [],
  waiting: [],
  later: [],
  servedAtMs: new Map(),
  workers: [0],
  secondsOfTask: (_kind, _rungs, weight) => weight,
  ...over,
});
const leftOf = (state: Partial<QueueState>) =>
  Object.fromEntries(
    [...forecastQueue(queue(state))].map(([videoId, { secondsLeft }]) => [videoId, Math.round(secondsLeft)]),
  );

describe('the time left of a video', () => {
  it('is what is left of its own tasks when it is alone', () => {
    expect(
      leftOf({
        leased: [group('a', { weight: 8, shareLeft: 0.5 })],
        waiting: [group('a', { count: 3, weight: 30 })],
      }),
    ).toEqual({
      a: 34,
    });
  });

  it('counts the measured speed of each kind', () => {
    const waiting = [group('a'), group('a', { kind: 'audio', rungs: '' })];
    expect(
      leftOf({ waiting, secondsOfTask: (kind, _rungs, weight) => (kind === 'audio' ? 0.1 : 2) * weight }),
    ).toEqual({ a: 21 });
  });

  it('is shared by the workers, but no task is', () => {
    expect(leftOf({ waiting: [group('a', { count: 4, weight: 40 })], workers: [0, 0] })).toEqual({ a: 20 });
    expect(leftOf({ waiting: [group('a', { count: 3, weight: 30 })], workers: [0, 0] })).toEqual({ a: 20 });
    expect(leftOf({ waiting: [group('a')], workers: [0, 0, 0] })).toEqual({ a: 10 });
  });

  it('waits for a worker that is starting', () => {
    expect(leftOf({ waiting: [group('a')], workers: [60] })).toEqual({ a: 70 });
    expect(leftOf({ waiting: [group('a', { count: 8, weight: 80 })], workers: [0, 60] })).toEqual({ a: 70 });
  });

  it('holds the work that becomes tasks only later', () => {
    const rest: LaterWork = { ...group('a', { count: 2, weight: 20 }), after: 'content' };
    const verify: LaterWork = { ...group('a', { kind: 'verify', weight: 1 }), after: 'all' };
    const content = group('a', { kind: 'content', priority: taskPriority.content, weight: 5 });
    expect(leftOf({ waiting: [content], later: [rest, verify] })).toEqual({ a: 26 });
    // Two workers: the second is idle until the first has told what there is to do.
    expect(leftOf({ waiting: [content], later: [rest, verify], workers: [0, 0] })).toEqual({ a: 16 });
  });

  it('is not known without workers', () => {
    expect(forecastQueue(queue({ waiting: [group('a')], workers: [] })).size).toBe(0);
  });
});

describe('the order of the queue', () => {
  it('is by priority first', () => {
    const waiting = [
      group('old', { weight: 100 }),
      group('new', { priority: taskPriority.first, weight: 1, createdAtMs: 9 }),
    ];
    expect(leftOf({ waiting })).toEqual({ new: 1, old: 101 });
  });

  it('takes people in turn, the one served least recently first', () => {
    const many = group('many', { count: 10, weight: 100 });
    const one = group('one', { createdAtMs: 5 });
    const servedAtMs = new Map([
      [many.ownerId, 900_000],
      [one.ownerId, 990_000],
    ]);
    expect(leftOf({ waiting: [many, one], servedAtMs })).toEqual({ one: 20, many: 110 });
  });

  it('takes the videos of one person in the order of their coming', () => {
    const of = (videoId: string, createdAtMs: number) => group(videoId, { ownerId: 'x', createdAtMs });
    expect(leftOf({ waiting: [of('c', 3), of('a', 1), of('b', 2)] })).toEqual({ a: 10, b: 20, c: 30 });
  });

  it('tells who is ahead: those with a worker and those that get one before', () => {
    const of = (videoId: string, createdAtMs: number) => group(videoId, { ownerId: 'x', createdAtMs });
    const told = forecastQueue(
      queue({ leased: [group('now')], waiting: [of('c', 3), of('a', 1), of('b', 2)] }),
    );
    expect([...told].map(([videoId, { ahead }]) => [videoId, ahead])).toEqual([
      ['now', 0],
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    expect(told.get('b')?.startsInSeconds).toBe(20);
  });

  it('puts nobody before a video that a free worker takes at once', () => {
    const told = forecastQueue(queue({ leased: [group('now')], waiting: [group('a')], workers: [0, 0] }));
    expect(told.get('a')).toEqual({ secondsLeft: 10, startsInSeconds: 0, ahead: 0 });
  });
});

describe('a forecast of any queue', () => {
  const anyGroup = fc.record({
    videoId: fc.constantFrom('a', 'b', 'c', 'd'),
    kind: fc.constantFrom('encode' as const, 'audio' as const),
    priority: fc.constantFrom(10, 40, 60),
    count: fc.integer({ min: 1, max: 5 }),
    weight: fc.double({ min: 0.1, max: 50, noNaN: true }),
    createdAtMs: fc.nat(1000),
  });
  const anyQueue = fc.record({
    leased: fc
      .array(anyGroup, { maxLength: 4 })
      .map((groups) => groups.map((of) => group(of.videoId, { ...of, count: 1 }))),
    waiting: fc.array(anyGroup, { maxLength: 8 }).map((groups) => groups.map((of) => group(of.videoId, of))),
    workers: fc.array(fc.constantFrom(0, 0, 5), { minLength: 1, maxLength: 5 }),
  });

  it('does all work once, with no worker idle while something waits', () => {
    fc.assert(
      fc.property(anyQueue, (state) => {
        const told = forecastQueue(queue(state));
        const all = [...state.leased, ...state.waiting];
        expect(new Set(told.keys())).toEqual(new Set(all.map(({ videoId }) => videoId)));
        const total = all.reduce((sum, { weight }) => sum + weight, 0);
        const longest = Math.max(0, ...all.map(({ weight, count }) => weight / count));
        const last = Math.max(0, ...[...told.values()].map(({ secondsLeft }) => secondsLeft));
        expect(last).toBeGreaterThanOrEqual(total / state.workers.length - 1e-3);
        const stacked = state.leased.reduce((sum, { weight }) => sum + weight, 0);
        expect(last).toBeLessThanOrEqual(total / state.workers.length + longest + stacked + 5 + 1e-3);
      }),
    );
  });
});
