import { describe, expect, it } from 'vitest';
import { taskStatuses, taskTransitions } from './task-status.ts';
import type { TransitionTable } from './transition-table.ts';
import { isInFlight, videoStatuses, videoTransitions } from './video-status.ts';

/** Every allowed move; all others are forbidden. */
const videoMoves = [
  'uploading → queued',
  'uploading → failed',
  'uploading → cancelled',
  'uploading → deleted',
  'queued → processing',
  'queued → failed',
  'queued → cancelled',
  'queued → deleted',
  'processing → ready',
  'processing → failed',
  'processing → cancelled',
  'processing → deleted',
  'ready → deleted',
  'failed → queued',
  'failed → deleted',
  'cancelled → queued',
  'cancelled → deleted',
];
const taskMoves = [
  'waiting → leased',
  'waiting → cancelled',
  'waiting → failed',
  'leased → done',
  'leased → failed',
  'leased → cancelled',
  'leased → waiting',
  'done → waiting',
  'failed → waiting',
  'cancelled → waiting',
];

function movesOf<Status extends string>(table: TransitionTable<Status>): string[] {
  return table.statuses.flatMap((from) =>
    table.statuses.filter((to) => table.canMove(from, to)).map((to) => `${from} → ${to}`),
  );
}

function reachableFrom<Status extends string>(table: TransitionTable<Status>, from: Status): Set<Status> {
  const seen = new Set<Status>([from]);
  // A Set that grows while it is walked visits what is added.
  for (const at of seen) for (const to of table.statuses) if (table.canMove(at, to)) seen.add(to);
  return seen;
}

describe('the life of a video', () => {
  it('has a row for every status', () => {
    expect([...videoTransitions.statuses].sort()).toEqual([...videoStatuses].sort());
  });

  it('allows exactly these moves', () => {
    expect(movesOf(videoTransitions).sort()).toEqual([...videoMoves].sort());
  });

  it('ends with deleted, and with nothing else', () => {
    expect(videoStatuses.filter((status) => videoTransitions.isTerminal(status))).toEqual(['deleted']);
  });

  it.each(videoStatuses)('leads from %s to an end', (status) => {
    const ends = [...reachableFrom(videoTransitions, status)].filter((to) => videoTransitions.isTerminal(to));
    expect(ends).toEqual(['deleted']);
  });

  it.each(videoStatuses)('leads from the upload to %s', (status) => {
    expect(reachableFrom(videoTransitions, 'uploading')).toContain(status);
  });

  it('guards an update by the statuses that may come before', () => {
    for (const to of videoStatuses) {
      expect(videoTransitions.sourcesOf(to)).toEqual(
        videoTransitions.statuses.filter((from) => videoTransitions.canMove(from, to)),
      );
    }
    expect(videoTransitions.sourcesOf('ready')).toEqual(['processing']);
  });

  it('is in flight while queued or processing', () => {
    expect(videoStatuses.filter(isInFlight)).toEqual(['queued', 'processing']);
  });

  it('can not be altered', () => {
    expect(Object.isFrozen(videoTransitions)).toBe(true);
  });
});

describe('the life of a task', () => {
  it('has a row for every status', () => {
    expect([...taskTransitions.statuses].sort()).toEqual([...taskStatuses].sort());
  });

  it('allows exactly these moves', () => {
    expect(movesOf(taskTransitions).sort()).toEqual([...taskMoves].sort());
  });

  it('ends nowhere for good: a retry of its video makes any task wait again', () => {
    for (const status of taskStatuses) {
      expect(taskTransitions.isTerminal(status)).toBe(false);
      expect(reachableFrom(taskTransitions, status)).toEqual(new Set(taskStatuses));
    }
  });

  it('is done only by a worker that holds it', () => {
    expect(taskTransitions.sourcesOf('done')).toEqual(['leased']);
  });
});
