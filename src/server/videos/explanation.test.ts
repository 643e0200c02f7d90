import { describe, expect, test } from 'vitest';
import type { TaskRow } from '../db/schema/tasks.ts';
import type { KnownLease } from './explained-task.ts';
import { type ExplainedVideo, explainVideo } from './explanation.ts';
import { sampleVideo } from './testing/sample-video.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, second));
const workers = { first: '01KAZX5V3H8T6W2M4NAAAAAAAA', second: '01KAZX5V3H8T6W2M4NBBBBBBBB' } as const;

const task = (over: Partial<TaskRow> = {}): TaskRow => ({
  id: 'task',
  videoId: 'video',
  ownerId: 'owner',
  kind: 'encode',
  rungs: '480p,360p',
  firstSegment: 0,
  segmentCount: 6,
  priority: 30,
  capacity: 'any',
  weight: 20,
  status: 'done',
  epoch: 1,
  workerId: null,
  leaseUntil: null,
  leasedAt: at(10),
  progress: 1,
  ffmpegErrors: 0,
  lostLeases: 0,
  outOfMemory: 0,
  redone: 0,
  wantedSegment: null,
  errorCode: null,
  errors: [],
  cpuSeconds: 15,
  createdAt: at(5),
  finishedAt: at(22),
  ...over,
});

const lease = (epoch: number, workerId: string, leasedAt: Date, taskId = 'task'): KnownLease => ({
  taskId,
  epoch,
  workerId,
  leasedAt,
  capacity: 'spot',
});

const explain = (over: Partial<ExplainedVideo>) =>
  explainVideo({
    video: sampleVideo({ status: 'ready', uploadedAt: at(4), processedAt: at(30), encodedAt: at(29) }),
    upload: undefined,
    tasks: [],
    leases: [],
    producedBytes: 0,
    now: at(40),
    ...over,
  });

const attemptsOf = (over: Partial<ExplainedVideo>) => explain(over).works[0]?.tasks[0]?.attempts;

describe('what is told of a task', () => {
  test('is every attempt: who had it, for how long, and how it ended', () => {
    const lost = {
      epoch: 1,
      code: 'WORKERS_LOST',
      cause: 'interrupted',
      detail: 'ip-10-0-0-7 /srv/x',
      at: at(14).toISOString(),
    };
    const facts = {
      tasks: [task({ epoch: 2, leasedAt: at(16), errors: [lost] })],
      leases: [lease(2, workers.second, at(16)), lease(1, workers.first, at(10))],
    };
    expect(attemptsOf(facts)).toMatchObject([
      { number: 1, worker: 'AAAAAA', outcome: 'lost', endedAt: at(14).toISOString() },
      { number: 2, worker: 'BBBBBB', outcome: 'done', endedAt: at(22).toISOString(), failure: null },
    ]);
    expect(explain(facts).works[0]).toMatchObject({ attempts: 2, wallSeconds: 10, cpuSeconds: 15 });
    // What the launcher said is for operators.
    expect(JSON.stringify(explain(facts))).not.toMatch(/ip-10|\/srv/);
  });

  test.each([
    ['ffmpeg', 'TRANSCODE_FAILED', 'failed'],
    ['out-of-memory', 'OUT_OF_MEMORY', 'failed'],
    ['media', 'CORRUPT_MEDIA', 'failed'],
    ['interrupted', 'WORKERS_LOST', 'lost'],
    ['verify', 'TRANSCODE_FAILED', 'rejected'],
  ])('an attempt that ended by %s is told with its code', (cause, code, outcome) => {
    const error = { epoch: 1, code, cause, detail: 'why', at: at(14).toISOString() };
    expect(attemptsOf({ tasks: [task({ status: 'waiting', errors: [error] })] })).toMatchObject([
      { outcome, failure: { code, message: expect.stringMatching(/\.$/) } },
    ]);
  });

  test('of a cancelled one is that it was stopped, and of one at work that it runs', () => {
    const leases = [lease(1, workers.first, at(10))];
    expect(attemptsOf({ leases, tasks: [task({ status: 'cancelled' })] })).toMatchObject([
      { outcome: 'stopped', endedAt: null },
    ]);
    expect(attemptsOf({ leases, tasks: [task({ status: 'leased' })] })).toMatchObject([
      { outcome: 'running', endedAt: null },
    ]);
  });

  test('counts attempts from one, though epochs jump when a rung is begun anew', () => {
    const leases = [lease(1, workers.first, at(10)), lease(7, workers.second, at(16))];
    expect(attemptsOf({ leases, tasks: [task({ epoch: 7 })] })).toMatchObject([
      { number: 1, outcome: 'stopped' },
      { number: 2, outcome: 'done' },
    ]);
  });

  test('from before leases were written down is at least its last attempt', () => {
    expect(attemptsOf({ tasks: [task()] })).toMatchObject([
      { number: 1, worker: null, outcome: 'done', startedAt: at(10).toISOString() },
    ]);
    expect(attemptsOf({ tasks: [task({ status: 'waiting', epoch: 0, leasedAt: null })] })).toEqual([]);
  });
});

describe('what is told of a video', () => {
  test('puts tasks of one kind and rung together, in the order in which they began', () => {
    const { works, queue, totals } = explain({
      tasks: [
        task({ id: 'b', firstSegment: 6, leasedAt: at(12), finishedAt: at(28) }),
        task({ id: 'a' }),
        task({ id: 'p', kind: 'probe', rungs: '', leasedAt: at(6), finishedAt: at(7), cpuSeconds: 1 }),
        task({
          id: 'v',
          kind: 'verify',
          rungs: '',
          status: 'waiting',
          epoch: 0,
          leasedAt: null,
          cpuSeconds: 0,
        }),
      ],
    });
    expect(works.map(({ kind, count, state, endedAt }) => [kind, count, state, endedAt])).toEqual([
      ['probe', 1, 'done', at(7).toISOString()],
      ['encode', 2, 'done', at(28).toISOString()],
      ['verify', 1, 'waiting', null],
    ]);
    expect(works[1]?.tasks.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(queue).toEqual({ startedAt: at(4).toISOString(), endedAt: at(6).toISOString() });
    expect(totals).toMatchObject({ tasks: 4, attempts: 3, cpuSeconds: 31, seconds: 26 });
  });

  test.each([
    [['done', 'failed', 'cancelled'], 'failed'],
    [['done', 'leased', 'waiting'], 'running'],
    [['done', 'waiting'], 'running'],
    [['waiting', 'waiting'], 'waiting'],
    [['done', 'cancelled'], 'cancelled'],
    [['done', 'done'], 'done'],
  ] as const)('tasks that are %j make a step that is %s', (statuses, state) => {
    const tasks = statuses.map((status, index) => task({ id: `t${index}`, status, firstSegment: index }));
    expect(explain({ tasks }).works[0]?.state).toBe(state);
  });

  test('stays short for twelve hours of video, and keeps those that gave trouble', () => {
    const error = {
      epoch: 1,
      code: 'TRANSCODE_FAILED',
      cause: 'ffmpeg',
      detail: '',
      at: at(14).toISOString(),
    };
    const tasks = Array.from({ length: 1_000 }, (_, index) =>
      task({
        id: `t${index}`,
        firstSegment: index,
        epoch: index === 900 ? 2 : 1,
        errors: index === 900 ? [error] : [],
      }),
    );
    const [work] = explain({ tasks }).works;
    expect(work?.count).toBe(1_000);
    expect(work?.tasks).toHaveLength(100);
    expect(work?.tasks.at(-1)?.id).toBe('t900');
  });

  test('says why it failed in a sentence for its owner', () => {
    const video = sampleVideo({ status: 'failed', errorCode: 'OUT_OF_MEMORY', errorStage: 'encoding-480p' });
    expect(explain({ video }).failure).toEqual({
      code: 'OUT_OF_MEMORY',
      message: 'Encoding this video needs more memory than a worker has.',
      stage: 'encoding-480p',
      retryable: true,
    });
  });
});
