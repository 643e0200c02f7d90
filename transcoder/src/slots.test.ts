import { expect, it } from 'vitest';
import { taskPriority, URGENT_PRIORITY } from '../../src/lib/domain/plan.ts';
import { nextWish } from './slots.ts';

const none = { steady: 0, urgent: 0, trailing: 0 };

it('takes any task when it is free, also beside sound that goes on', () => {
  expect(nextWish(none)).toBeNull();
  expect(nextWish({ ...none, trailing: 2 })).toBeNull();
});

it('takes only what somebody waits for beside long work', () => {
  expect(nextWish({ ...none, steady: 1 })).toBe(URGENT_PRIORITY);
  expect(nextWish({ ...none, urgent: 1 })).toBe(URGENT_PRIORITY);
});

it('keeps room for first segments and waiting viewers however many sounds go on', () => {
  const wish = nextWish({ steady: 1, urgent: 0, trailing: 2 });
  expect(wish).toBeGreaterThanOrEqual(taskPriority.first);
  expect(wish).toBeGreaterThanOrEqual(taskPriority.wanted);
  expect(wish).toBeLessThan(taskPriority.audio);
});

it('takes nothing more while two urgent tasks run', () => {
  expect(nextWish({ steady: 1, urgent: 2, trailing: 0 })).toBeUndefined();
});
