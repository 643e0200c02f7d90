import { createMemoryTopics } from '../src/server/adapters/memory/memory-event-bus.ts';
import { createMemoryBuckets } from '../src/server/adapters/memory/memory-object-store.ts';
import { keepLedger, type WatchedEngine } from './ledger.ts';
import type { Script } from './owner.ts';
import type { PlantedBug } from './planted-bugs.ts';
import type { Program } from './program.ts';
import { createRandom } from './random.ts';
import { createSeededClock } from './seeded-clock.ts';
import { createTimeline } from './timeline.ts';
import { calm, drawStorm, type Weather } from './weather.ts';
import type { Web } from './web.ts';

export const buckets = { source: 'source', media: 'media' } as const;

/** Noon of some day. */
const START_MS = Date.UTC(2026, 10, 21, 12);

export type World = ReturnType<typeof createWorld>;

/** Everything outside of the programs: time, chance, weather, database, broker, object store, and what was seen. */
export function createWorld(
  seed: number,
  watched: WatchedEngine,
  options: { readonly bug: PlantedBug; readonly tell?: ((line: string) => void) | undefined },
) {
  const random = createRandom(seed);
  const timeline = createTimeline(START_MS);
  let weather: Weather = { ...drawStorm(random.fork()), ...options.bug.weather };
  const chance = random.fork();
  const identities = random.fork();
  const violations: string[] = [];
  const clock = createSeededClock(timeline.nowMs, 0, identities);
  const topics = createMemoryTopics();
  const store = createMemoryBuckets(clock);
  const limits = { min: 0, max: chance.whole(1, 3) };
  watched.engine.clear();

  function tell(who: string, what: string): void {
    const seconds = ((timeline.nowMs() - START_MS) / 1000).toFixed(3);
    options.tell?.(`${seconds.padStart(9)}  ${who.padEnd(16)} ${what}`);
  }

  function violate(promise: 1 | 2 | 3, what: string): void {
    violations.push(`promise ${promise}: ${what}`);
    tell('!!!', `promise ${promise}: ${what}`);
  }

  return {
    engine: watched.engine,
    ledger: keepLedger(watched, { maxWorkers: limits.max }, violate),
    limits,
    leaseSeconds: chance.pick([10, 20]),
    /** ECS sees no end of a worker by itself, and buys spot. */
    launcherName: chance.pick(['process', 'ecs']),
    hasCopies: chance.chance(0.3),
    timeline,
    chance,
    identities,
    topics,
    store,
    violations,
    bug: options.bug,
    webs: [] as Web[],
    /** Containers and people that live. */
    containers: new Set<Program>(),
    owners: new Set<Program>(),
    launchTokens: new Set<string>(),
    /** By video. */
    scripts: new Map<string, Script>(),
    poison: new Set<string>(),
    weather: () => weather,
    /** From here on nothing goes wrong any more. */
    calmDown(): void {
      weather = calm;
    },
    tell,
    /** A promise was broken. */
    violate,
  };
}
