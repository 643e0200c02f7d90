import { expect, it } from 'vitest';
import { LAUNCHER_DUTY } from '../../../src/server/health/service.ts';
import { createDuty } from '../../../src/server/orchestrator/duty.ts';
import { createWorkerRegistry } from '../../../src/server/transcodes/worker-registry.ts';
import { createTestClock } from './planned-video.ts';
import { createPrivateDatabase } from './private-database.ts';

it('no more workers than allowed are announced, however many orchestrators believe that they launch', async () => {
  const { db, remove } = await createPrivateDatabase();
  const clock = createTestClock();
  const registry = createWorkerRegistry({ db, clock });
  await createDuty({ db, clock }, LAUNCHER_DUTY, 'a').hold();
  const asked = Array.from({ length: 6 }, () => registry.announce('process', false, 'local', 2));
  const ends = await Promise.allSettled(asked);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect((await registry.countAlive()).all).toBe(2);
  await remove();
});
