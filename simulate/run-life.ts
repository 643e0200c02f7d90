import { topics } from '../src/lib/domain/events.ts';
import { openMemoryDatabase } from '../src/server/adapters/memory/memory-database.ts';
import { createMemoryEngine } from '../src/server/adapters/memory/memory-engine.ts';
import { type WatchedEngine, watchEngine } from './ledger.ts';
import { startOrchestrator } from './orchestrator.ts';
import { startOwner } from './owner.ts';
import { noBug, type PlantedBug } from './planted-bugs.ts';
import type { Program } from './program.ts';
import { findOpen, judgeEnd, judgeSwept } from './settled.ts';
import { startWeb } from './web.ts';
import { createWorld, type World } from './world.ts';

const STORM_MS = 60_000;
/** All that time alone mends is mended in it: patience with spot and with silent workers is the longest. */
const CALM_MS = 20 * 60_000;
const DAYS_MS = 5 * 24 * 3_600_000;
/** All brooms are due at once then. */
const SWEEPING_MS = 70_000;
const LOOK_EVERY_MS = 10_000;
/** A frozen program may hold a transaction open for a minute. */
const LONGEST_ANSWER_MS = 120_000;
const SLOWEST_RESTART_MS = 20_000;

export interface Life {
  readonly seed: number;
  /** Empty when every promise was kept. */
  readonly violations: readonly string[];
  readonly virtualSeconds: number;
  readonly videos: number;
}

let shared: WatchedEngine | undefined;

/** Runs one whole life from its seed: trouble at first, then calm, in which everything must come to its end. */
export async function runLife(
  seed: number,
  options: { readonly bug?: PlantedBug; readonly tell?: (line: string) => void } = {},
): Promise<Life> {
  shared ??= watchEngine(createMemoryEngine());
  const world = createWorld(seed, shared, { bug: options.bug ?? noBug, tell: options.tell });
  const { timeline, chance } = world;
  const startMs = timeline.nowMs();
  const life = (): Life => ({
    seed,
    violations: world.violations,
    virtualSeconds: Math.round((timeline.nowMs() - startMs) / 1_000),
    videos: world.scripts.size,
  });

  for (const number of [1, 2]) {
    keepAlive(world, () => {
      const web = startWeb(world, `web ${number}`);
      world.webs.push(web);
      return web.program;
    });
    keepAlive(world, () => startOrchestrator(world, `orchestrator ${number}`));
  }
  const people = chance.pick([1, 1, 2, 3]);
  for (let number = 1; number <= people; number++) startOwner(world, number);
  if (chance.chance(0.2)) poison(world);
  if (chance.chance(0.2)) replay(world);

  await timeline.runUntil(startMs + STORM_MS);
  world.calmDown();
  world.tell('---', 'calm');
  const { db } = openMemoryDatabase(world.engine);
  const endMs = startMs + STORM_MS + CALM_MS;
  let open: readonly string[] = [];
  do {
    if (world.violations.length > 0) return life();
    await timeline.runUntil(timeline.nowMs() + LOOK_EVERY_MS);
    open = await whileTimePasses(world, findOpen(world, db));
  } while (open.length > 0 && timeline.nowMs() < endMs);
  for (const line of open) world.violations.push(`stuck, ${line}`);
  if (open.length > 0) return life();
  await whileTimePasses(world, judgeEnd(world, db));
  // Uploads live for two days, and what belongs to nothing lies for three before it is swept.
  timeline.leap(DAYS_MS);
  await timeline.runUntil(timeline.nowMs() + SWEEPING_MS);
  await whileTimePasses(world, judgeSwept(world, db));
  return life();
}

/** A transaction may be open that waits for the broker: without time it would never end. */
async function whileTimePasses<T>(world: World, promise: Promise<T>): Promise<T> {
  let isPending = true;
  const end = () => {
    isPending = false;
  };
  promise.then(end, end);
  const endMs = world.timeline.nowMs() + LONGEST_ANSWER_MS;
  while (isPending && world.timeline.nowMs() < endMs)
    await world.timeline.runUntil(world.timeline.nowMs() + 10);
  if (isPending) throw new Error('a transaction never ends');
  return promise;
}

/** What dies is started again, as ECS and the process keeper do. */
function keepAlive(world: World, start: () => Program): void {
  start().onDeath(() => {
    const afterMs = world.chance.between(500, SLOWEST_RESTART_MS);
    world.timeline.after(afterMs, () => keepAlive(world, start));
  });
}

/** Messages that nobody can read, among the others. */
function poison(world: World): void {
  for (const [at, topic] of [topics.uploads, topics.transcodes].entries()) {
    world.timeline.after(world.chance.between(1_000, STORM_MS), () => {
      const value = world.chance.pick([`{"no": ${at}`, `{"id": "not a ulid", "type": ${at}}`]);
      world.poison.add(value);
      world.topics.append(topic, { key: 'poison', value });
    });
  }
}

/** Somebody sets the groups back to the first message. */
function replay(world: World): void {
  world.timeline.after(world.chance.between(30_000, STORM_MS + 60_000), () => {
    world.tell('---', 'every topic from its first message on');
    for (const topic of [topics.uploads, topics.transcodes, topics.s3]) world.topics.rewind(topic);
  });
}
