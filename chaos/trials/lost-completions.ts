/**
 * All that workers tell of their work is lost for good: the records are deleted from the topic before the orchestrator,
 * which stands still meanwhile, can read them. The work must be done again, within two sweeps of the leases' end.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { signalProcess } from '../../infra/local/processes/process-identity.ts';
import { topics } from '../../src/lib/domain/events.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import type { Check } from '../checks/check.ts';
import { readTopic, type StoredMessage, withAdmin } from '../checks/topics.ts';
import { lastRequeue } from '../checks/witness.ts';
import { type ChaosStack, LEASE_SECONDS } from '../stack/chaos-stack.ts';
import type { Clip } from '../uploads/clips.ts';
import { type Life, live } from '../uploads/life.ts';
import type { PatientClient } from '../uploads/patient-client.ts';

const PATIENCE_SECONDS = 120;
/** Shorter than the group's session: its member must still be one when it wakes. */
const LONGEST_FREEZE_SECONDS = 20;
const SWEEP_SECONDS = 1;
const POLL_MS = 100;

const eventShape = z.object({ type: z.string() });
const placeOf = ({ partition, offset }: StoredMessage): string => `${partition}/${offset}`;
const countCompletions = (messages: readonly StoredMessage[]): number =>
  messages.filter(({ value }) => eventShape.parse(JSON.parse(value)).type === 'task.succeeded').length;

export async function loseCompletions(
  chaos: ChaosStack,
  client: PatientClient,
  clips: readonly Clip[],
): Promise<{ readonly check: Check; readonly lives: readonly Life[] }> {
  const { db, stack } = chaos;
  const giveUp = AbortSignal.timeout(PATIENCE_SECONDS * 1000);
  const lives = clips.map((clip) => live(client, clip, 'multipart', giveUp));
  const faults: string[] = [];
  await waitUntilLeased(chaos, giveUp);
  const orchestrator = stack.process('orchestrator').identity();
  // The orchestrator alone, not its group: its workers go on.
  if (!orchestrator || !process.kill(orchestrator.pid, 'SIGSTOP'))
    throw new Error('There is no orchestrator to stop.');
  let lost = 0;
  try {
    lost = await dropWhatIsTold(chaos);
  } finally {
    signalProcess(orchestrator, 'SIGCONT');
  }
  const woken = new Date();
  const ended = await Promise.all(lives);
  const requeuedAt = await lastRequeue(db, woken);
  const seconds = requeuedAt ? (requeuedAt.getTime() - woken.getTime()) / 1000 : 0;
  const longest = LEASE_SECONDS + 2 * SWEEP_SECONDS;
  if (lost === 0) faults.push('no completion was there to be lost');
  if (!requeuedAt) faults.push('nothing was taken back');
  if (seconds > longest)
    faults.push(`the last task was taken back after ${seconds} s, not within ${longest}`);
  for (const { clip, videoId, status } of ended)
    if (status !== 'ready') faults.push(`${clip.name} ${videoId} is ${status}`);
  const check = {
    name: `all completions lost: taken back within two sweeps (last after ${seconds.toFixed(1)} s), and ready`,
    seen: lost,
    faults,
  };
  return { check, lives: ended };
}

/** Work beyond the probe: there is something to complete. */
async function waitUntilLeased({ db }: ChaosStack, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const leased = await db.select({ kind: tasks.kind }).from(tasks).where(eq(tasks.status, 'leased'));
    if (leased.some(({ kind }) => kind === 'encode' || kind === 'audio')) return;
    await delay(POLL_MS);
  }
}

/** Waits until completions stand in the topic and deletes all that does. @returns how many completions those were */
async function dropWhatIsTold({ stack }: ChaosStack): Promise<number> {
  const { settings } = stack;
  const began = performance.now();
  const before = new Set((await readTopic(settings, topics.transcodes)).map(placeOf));
  let told: readonly StoredMessage[] = [];
  while (performance.now() - began < LONGEST_FREEZE_SECONDS * 1000) {
    const all = await readTopic(settings, topics.transcodes);
    told = all.filter((message) => !before.has(placeOf(message)));
    if (countCompletions(told) > 1) break;
    await delay(POLL_MS);
  }
  await withAdmin(settings, async (admin) => {
    const ends = await admin.fetchTopicOffsets(topics.transcodes);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
    await admin.deleteTopicRecords({ topic: topics.transcodes, partitions });
  });
  return countCompletions(told);
}
