/** A calm day, a storm, the trials, and the questions at the end. Shared by `npm run chaos` and its short test. */
import path from 'node:path';
import { type Say, step } from '../infra/local/progress.ts';
import type { Check } from './checks/check.ts';
import { checkDatabase } from './checks/database.ts';
import { checkMessages } from './checks/messages.ts';
import { checkObjects } from './checks/objects.ts';
import { checkOutputs } from './checks/outputs.ts';
import { waitForRest } from './checks/rest.ts';
import { installWitness } from './checks/witness.ts';
import type { Fault, Lengths } from './faults/fault.ts';
import { type FaultCount, runStorm } from './faults/storm.ts';
import { createRandom } from './random.ts';
import { removeDeadChaosFolders } from './stack/chaos-folder.ts';
import { type ChaosStack, startChaosStack } from './stack/chaos-stack.ts';
import { loseCompletions } from './trials/lost-completions.ts';
import { poisonOneInAThousand } from './trials/poison.ts';
import { replayEverything } from './trials/replay.ts';
import { type ClipName, makeClips } from './uploads/clips.ts';
import { type Life, live } from './uploads/life.ts';
import { createPatientClient, type PatientClient } from './uploads/patient-client.ts';
import { startStream } from './uploads/stream.ts';

export interface ChaosPlan {
  readonly seed: number;
  readonly stormSeconds: number;
  readonly faults: readonly Fault[];
  readonly lengths: Lengths;
  readonly clips: readonly ClipName[];
}

export interface ChaosResult {
  readonly seed: number;
  readonly counts: readonly FaultCount[];
  readonly checks: readonly Check[];
  /** What is worth telling and breaks nothing. */
  readonly figures: Readonly<Record<string, number | string>>;
}

const CALM_SECONDS = 120;
const REST_SECONDS = 240;

const failed = ({ faults }: Check): boolean => faults.length > 0;
export const brokenChecks = ({ checks }: ChaosResult): readonly Check[] => checks.filter(failed);

export async function runChaos(plan: ChaosPlan, say: Say, signal: AbortSignal): Promise<ChaosResult> {
  await removeDeadChaosFolders();
  const chaos = await startChaosStack(say, signal);
  let isWell = false;
  let outlived: readonly string[] = [];
  try {
    const result = await weather(chaos, plan, say, signal);
    isWell = brokenChecks(result).length === 0;
    outlived = await chaos.close({ keepLogs: !isWell });
    const leaks: Check = { name: 'no process outlives its parent', seen: 1, faults: outlived };
    return { ...result, checks: [...result.checks, leaks] };
  } catch (error) {
    await chaos.close({ keepLogs: true });
    throw error;
  }
}

async function weather(
  chaos: ChaosStack,
  plan: ChaosPlan,
  say: Say,
  signal: AbortSignal,
): Promise<ChaosResult> {
  const { db, stack } = chaos;
  const random = createRandom(plan.seed);
  await installWitness(db);
  const clips = await makeClips(path.join(stack.settings.dataDir, 'clips'), plan.clips);
  const client = await createPatientClient(chaos.url);
  const liveCalmly = () =>
    Promise.all(
      clips.map((clip) => live(client, clip, 'multipart', AbortSignal.timeout(CALM_SECONDS * 1000))),
    );
  const calm = await step(say, 'A calm day', liveCalmly);

  signal.throwIfAborted();
  const stream = startStream(client, clips, random);
  const arena = { chaos, random: createRandom(plan.seed + 1), lengths: plan.lengths };
  const storm = await step(say, 'Storm', () => runStorm(arena, plan.faults, plan.stormSeconds, say, signal));
  const stormy = await step(say, 'Uploads under way', () => stream.end(REST_SECONDS));
  const unrest = await waitForRest(chaos, REST_SECONDS);
  signal.throwIfAborted();
  const messages = await step(say, 'Kafka', () => checkMessages(db, stack.settings));
  const replayed = await step(say, 'Replay of every topic', () => replayEverything(chaos));
  const poisoned = await step(say, 'One poisoned message in a thousand', () => poisonOneInAThousand(chaos));
  const good = clips.filter(({ mustFailWith }) => mustFailWith.length === 0);
  const lost = await step(say, 'All completions lost', () => loseCompletions(chaos, client, good));
  const lives = [...calm, ...stormy.lives, ...lost.lives];
  const unrestAgain = await waitForRest(chaos, REST_SECONDS);
  const objects = await step(say, 'S3', () => checkObjects(db, stack));
  const checks: Check[] = [
    { name: 'everything recovers from every fault', seen: storm.counts.length, faults: storm.faults },
    { name: 'every upload that was begun is brought to its end', seen: lives.length, faults: stormy.faults },
    {
      name: 'the stack comes to rest',
      seen: 2,
      faults: [unrest, unrestAgain].filter((moves) => moves !== ''),
    },
    ...(await checkDatabase(db, lives)),
    ...objects.checks,
    ...messages.checks,
    ...(await checkOutputs(db, stack, calm, [...stormy.lives, ...lost.lives])),
    replayed,
    poisoned,
    lost.check,
  ];
  const figures = figuresOf(client, stormy.lives, chaos, {
    'orphaned objects': objects.orphans,
    'messages sent again by a crash': messages.redelivered,
  });
  return { seed: plan.seed, counts: storm.counts, checks, figures };
}

function figuresOf(
  client: PatientClient,
  lives: readonly Life[],
  { disk }: ChaosStack,
  more: Readonly<Record<string, number>>,
): Readonly<Record<string, number | string>> {
  const retries = lives.flatMap(({ retriedFor }) => retriedFor);
  return {
    'videos during the storm': lives.length,
    'longest from complete to the end, s': Math.round(Math.max(0, ...lives.map(({ seconds }) => seconds))),
    'requests that clients repeated': client.repeats(),
    'retries pressed by owners': retries.length,
    'reasons of those': [...new Set(retries)].join(', ') || 'none',
    ...more,
    ...(typeof disk === 'string' && { 'full disk not tried': disk }),
  };
}
