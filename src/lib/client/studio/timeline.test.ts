import { describe, expect, test } from 'vitest';
import { type ExplainedWork, type Explanation, timelineOf } from './timeline.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString();

const work = (over: Partial<ExplainedWork>): ExplainedWork => ({
  kind: 'encode',
  rungs: ['480p', '360p'],
  state: 'done',
  startedAt: at(12),
  endedAt: at(20),
  count: 2,
  doneCount: 2,
  attempts: 2,
  wallSeconds: 8,
  cpuSeconds: 10,
  expectedCpuSeconds: 9,
  cost: 0.001,
  tasks: [],
  ...over,
});

/** Uploaded from 0 to 10, ready at 30. */
const explained = (over: Partial<Explanation> = {}): Explanation => ({
  videoId: 'v',
  title: 'A walk',
  status: 'ready',
  readAt: at(40),
  mayManage: true,
  upload: { door: 'tus', sizeBytes: 1000, startedAt: at(0), endedAt: at(10) },
  queue: { startedAt: at(10), endedAt: at(12) },
  works: [work({})],
  finish: { startedAt: at(29), endedAt: at(30) },
  failure: null,
  totals: { tasks: 2, attempts: 2, cpuSeconds: 10, expectedCpuSeconds: 9, seconds: 20, cost: null },
  ...over,
});

const stepOf = (over: Partial<Explanation>, key: string) =>
  timelineOf(explained(over)).find((step) => step.key === key);

describe('the timeline of a video', () => {
  test('has every step in order, each by its name, length and place between the last byte and the end', () => {
    const steps = timelineOf(explained());
    expect(steps.map(({ name, seconds, bar }) => [name, seconds, bar])).toEqual([
      ['Upload by tus', 10, null],
      ['Waiting for a worker', 2, { left: 0, width: 10 }],
      ['Encoding 480p, 360p', 8, { left: 10, width: 40 }],
      ['Writing the manifests', 1, { left: 95, width: 5 }],
    ]);
  });

  test('ends now while work is under way: what runs grows', () => {
    const running = { status: 'processing', finish: { startedAt: null, endedAt: null } } as const;
    const step = stepOf(
      { ...running, works: [work({ state: 'running', endedAt: null })] },
      'encode 480p,360p',
    );
    expect(step).toMatchObject({ state: 'running', seconds: 28 });
    expect(step?.bar?.left).toBeCloseTo(100 / 15);
    expect((step?.bar?.left ?? 0) + (step?.bar?.width ?? 0)).toBeCloseTo(100);
  });

  test('shows an instant as a sliver that can be seen and does not stick out', () => {
    const bar = stepOf({ finish: { startedAt: at(30), endedAt: at(30) } }, 'finish')?.bar;
    expect(bar?.width).toBeGreaterThan(0.5);
    expect((bar?.left ?? 0) + (bar?.width ?? 0)).toBeLessThanOrEqual(100);
  });

  test('is not pressed together by a thumbnail that was chosen days later', () => {
    const later = work({ kind: 'thumbnail', rungs: [], startedAt: at(500_000), endedAt: at(500_001) });
    const steps = timelineOf(explained({ works: [work({}), later] }));
    expect(steps.at(-2)).toMatchObject({ name: 'The thumbnail of your choice', seconds: 1, bar: null });
    expect(steps.at(2)?.bar).toEqual({ left: 10, width: 40 });
  });

  test('of a video whose file never came has no bars, and says that it was given up', () => {
    const steps = timelineOf(
      explained({
        status: 'cancelled',
        upload: { door: 'multipart', sizeBytes: 1000, startedAt: at(0), endedAt: null },
        queue: { startedAt: null, endedAt: null },
        works: [],
        finish: { startedAt: null, endedAt: null },
      }),
    );
    expect(steps).toEqual([
      { key: 'upload', name: 'Upload in parts', state: 'cancelled', seconds: null, bar: null, work: null },
    ]);
  });
});
