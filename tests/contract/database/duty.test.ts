/** A job that one replica does for all: never two at a time, and never none for long. */
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { createDuty } from '../../../src/server/orchestrator/duty.ts';
import { createTestClock } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();

/** Replicas that want the same duty. */
function candidates(count: number) {
  const name = ulid();
  return Array.from({ length: count }, () => createDuty({ db: own.db, clock }, name, ulid()));
}
const two = () => {
  const [one, other] = candidates(2);
  if (!one || !other) throw new Error('there are two');
  return { one, other };
};

describe('a duty', () => {
  it('is held by one of ten that ask at a time, and goes on being held by that one', async () => {
    const all = candidates(10);
    const first = await Promise.all(all.map((duty) => duty.hold()));
    expect(first.filter(Boolean)).toHaveLength(1);
    for (let turn = 0; turn < 4; turn++) {
      clock.advance(5);
      expect(await Promise.all(all.map((duty) => duty.hold()))).toEqual(first);
    }
  });

  it('passes to another when its holder has been silent for ten seconds, and not before', async () => {
    const { one, other } = two();
    expect(await one.hold()).toBe(true);
    clock.advance(10);
    expect(await other.hold()).toBe(false);
    clock.advance(1);
    expect(await other.hold()).toBe(true);
  });

  it('is not had by a holder that comes back too late', async () => {
    const { one, other } = two();
    await one.hold();
    clock.advance(60);
    await other.hold();
    expect(await one.hold()).toBe(false);
    await one.release();
    expect(await other.hold()).toBe(true);
    expect(await one.hold()).toBe(false);
  });

  it('passes on at once when it is given up', async () => {
    const { one, other } = two();
    await one.hold();
    await one.release();
    expect(await other.hold()).toBe(true);
    expect(await one.hold()).toBe(false);
  });

  it('is one of several that do not hinder each other', async () => {
    const [relay] = candidates(1);
    const [sweeper] = candidates(1);
    expect([await relay?.hold(), await sweeper?.hold()]).toEqual([true, true]);
  });
});
