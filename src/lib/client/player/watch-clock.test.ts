import { expect, test } from 'vitest';
import { createWatchClock } from './watch-clock.ts';

function makeClock() {
  let ms = 1_000;
  const clock = createWatchClock(() => ms);
  return {
    ...clock,
    play(seconds: number, stepMs = 250): void {
      clock.tick(true);
      for (let passed = 0; passed < seconds * 1000; passed += stepMs) {
        ms += stepMs;
        clock.tick(true);
      }
    },
    stand(seconds: number): void {
      clock.tick(false);
      ms += seconds * 1000;
    },
  };
}

test('time counts while it plays, pauses and stalls do not', () => {
  const clock = makeClock();
  clock.play(3);
  clock.stand(60);
  clock.play(2);
  expect(clock.take()).toBe(5);
  expect(clock.take()).toBe(0);
  // It waits for its network, and says nothing meanwhile.
  clock.play(10, 5_000);
  expect(clock.take()).toBe(0);
});

test('a beat is due after ten seconds; one that failed goes with the next, ten seconds later', () => {
  const clock = makeClock();
  clock.play(9.75);
  expect(clock.isDue()).toBe(false);
  clock.play(0.25);
  expect(clock.isDue()).toBe(true);
  clock.giveBack(clock.take());
  expect(clock.isDue()).toBe(false);
  clock.play(9.75);
  expect(clock.isDue()).toBe(false);
  clock.play(0.25);
  expect(clock.isDue()).toBe(true);
  expect(clock.take()).toBe(20);
});
