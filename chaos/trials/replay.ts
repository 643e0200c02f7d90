/** Every topic from its first message again, under the same groups: nothing may change. */
import type { Check } from '../checks/check.ts';
import { waitForRest } from '../checks/rest.ts';
import { groupOf, withAdmin, workedTopics } from '../checks/topics.ts';
import type { ChaosStack } from '../stack/chaos-stack.ts';
import { changedTables, digestTables } from './digest.ts';

const REST_SECONDS = 120;

export async function replayEverything(chaos: ChaosStack): Promise<Check> {
  const { db, stack } = chaos;
  const orchestrator = stack.process('orchestrator');
  const before = await digestTables(db);
  // A group whose members run can not be moved.
  await orchestrator.stop();
  const messages = await withAdmin(stack.settings, async (admin) => {
    const counts = workedTopics.map(async (topic) => {
      const ends = await admin.fetchTopicOffsets(topic);
      const partitions = ends.map(({ partition, low }) => ({ partition, offset: low }));
      await admin.setOffsets({ groupId: groupOf(topic), topic, partitions });
      return ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  });
  await orchestrator.start();
  const unrest = await waitForRest(chaos, REST_SECONDS);
  const changed = changedTables(before, await digestTables(db));
  return {
    name: 'every topic replayed from its first message changes nothing',
    seen: messages,
    faults: [
      ...(unrest === '' ? [] : [`no rest within ${REST_SECONDS} s: ${unrest}`]),
      ...changed.map((table) => `${table} has changed`),
    ],
  };
}
