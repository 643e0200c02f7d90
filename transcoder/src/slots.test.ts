import { expect, it } from 'vitest';
import { taskPriority, URGENT_PRIORITY } from '../../src/lib/domain/plan.ts';
import { nextWish } from './slots.ts';

const none = { steady: 0, urgent: 0, trailing: 0 };

it('takes any task when it is free, also beside sound that goes on', () => {
  expect(nextWish(none)).toEqual({ maxPriority: null, waits: true });
  expect(nextWish({ ...none, trailing: 2 })).toEqual({ maxPriority: null, waits: false });
});

it('takes only what somebody waits for beside long work, and never lets that call be held', () => {
  const wish = { maxPriority: URGENT_PRIORITY, waits: false };
  expect(nextWish({ ...none, steady: 1 })).toEqual(wish);
  expect(nextWish({ ...none, urgent: 1 })).toEqual(wish);
});

it('keeps room for first segments and waiting viewers however many sounds go on', () => {
  const wish = nextWish({ steady: 1, urgent: 0, trailing: 2 });
  expect(wish?.maxPriority).toBeGreaterThanOrEqual(taskPriority.first);
  expect(wish?.maxPriority).toBeGreaterThanOrEqual(taskPriority.wanted);
  expect(wish?.maxPriority).toBeLessThan(taskPriority.audio);
});

it('takes nothing more while two urgent tasks run', () => {
  expect(nextWish({ steady: 1, urgent: 2, trailing: 0 })).toBeUndefined();
});
