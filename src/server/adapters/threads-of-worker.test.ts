import { describe, expect, it } from 'vitest';
import { threadsOfWorker } from './threads-of-worker.ts';

describe('threads of a worker', () => {
  it('shares the cores among the workers, and lends all of them to what somebody waits for', () => {
    expect(threadsOfWorker(0, 2, 2)).toEqual({ steady: 1, urgent: 2 });
    expect(threadsOfWorker(0, 16, 3)).toEqual({ steady: 5, urgent: 16 });
    expect(threadsOfWorker(0, 4, 1)).toEqual({ steady: 4, urgent: 4 });
  });

  it('is never less than one: more workers than cores, part of a core, no worker yet', () => {
    expect(threadsOfWorker(0, 2, 8)).toEqual({ steady: 1, urgent: 2 });
    expect(threadsOfWorker(0, 0.5, 1)).toEqual({ steady: 1, urgent: 1 });
    expect(threadsOfWorker(0, 2, 0)).toEqual({ steady: 2, urgent: 2 });
  });

  it('is never more than FFmpeg would take by itself, however many cores there are', () => {
    expect(threadsOfWorker(0, 128, 2)).toEqual({ steady: 16, urgent: 16 });
  });

  it('is what was set, for work that nobody waits for', () => {
    expect(threadsOfWorker(3, 8, 2)).toEqual({ steady: 3, urgent: 8 });
  });
});
