import {
  connectionLost,
  type MemoryDatabase,
  openMemoryDatabase,
} from '../src/server/adapters/memory/memory-database.ts';
import { openMemoryEventBus } from '../src/server/adapters/memory/memory-event-bus.ts';
import { openMemoryObjectStore } from '../src/server/adapters/memory/memory-object-store.ts';
import type { Clock } from '../src/server/ports/clock.ts';
import type { EventBus } from '../src/server/ports/event-bus.ts';
import { type ObjectStore, ObjectStoreError } from '../src/server/ports/object-store.ts';
import { createSeededClock } from './seeded-clock.ts';
import type { World } from './world.ts';

/** One run of one program: what it holds in memory dies with it. */
export interface Program {
  readonly name: string;
  readonly clock: Clock;
  readonly db: MemoryDatabase['db'];
  readonly bus: EventBus;
  readonly store: ObjectStore;
  isAlive(): boolean;
  kill(why: string): void;
  onDeath(listener: () => void): void;
  /** Resolves after so much virtual time, if the program still lives. */
  sleep(ms: number): Promise<void>;
  /** A call over the network: late, lost on its way there or back, or the last thing that the program does. */
  call<T>(what: string, effect: () => T | Promise<T>, lost?: () => Error): Promise<T>;
}

/** What a dead program waits for. */
const never = () => new Promise<never>(() => undefined);

const away = (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

const MAX_FREEZE_MS = 60_000;

export function startProgram(world: World, name: string): Program {
  const { timeline, chance, topics } = world;
  const deaths: (() => void)[] = [];
  let isAlive = true;
  let frozenUntilMs = 0;
  const skewMs = Math.floor(chance.between(-1, 1) * world.weather().skewMs);
  const clock = createSeededClock(timeline.nowMs, skewMs, world.identities);

  function kill(why: string): void {
    if (!isAlive) return;
    isAlive = false;
    world.tell(name, `dies: ${why}`);
    database.kill();
    void bus.close();
    for (const listener of deaths) listener();
  }

  /** A frozen program goes on where it was when it thaws. */
  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        if (!isAlive) return;
        const leftMs = frozenUntilMs - timeline.nowMs();
        if (leftMs > 0) timeline.after(leftMs, wake);
        else resolve();
      };
      timeline.after(ms, wake);
    });
  }

  function mayFreeze(): void {
    if (!chance.chance(world.weather().freeze)) return;
    const ms = Math.floor(chance.between(1_000, MAX_FREEZE_MS));
    frozenUntilMs = timeline.nowMs() + ms;
    world.tell(name, `freezes for ${ms} ms`);
  }

  /** What may happen on either way of a call. @throws what the caller sees of it */
  async function meetFate(what: string, lost: () => Error): Promise<void> {
    if (!isAlive) return never();
    const { crash, loss } = world.weather();
    if (chance.chance(crash)) {
      kill(what);
      return never();
    }
    if (chance.chance(loss)) {
      world.tell(name, `lost: ${what}`);
      throw lost();
    }
  }

  async function call<T>(what: string, effect: () => T | Promise<T>, lost: () => Error = away): Promise<T> {
    mayFreeze();
    await sleep(chance.between(0.5, world.weather().latencyMs));
    await meetFate(`${what}, on its way`, lost);
    world.tell(name, what);
    const result = await effect();
    await meetFate(`${what}, its answer`, lost);
    return result;
  }

  const database = openMemoryDatabase(world.engine, {
    async send(mysql, isInTransaction) {
      // Within a transaction no time passes: whoever else wants the database waits for its end.
      if (!isInTransaction) {
        mayFreeze();
        await sleep(chance.between(0.5, world.weather().latencyMs / 4));
      }
      await meetFate(mysql, connectionLost);
      if (isInTransaction) world.ledger.seeStatement(mysql);
      if (isInTransaction && mysql !== 'commit' && mysql !== 'rollback') mayDeadlock();
      return world.bug.rewriteSql?.(mysql) ?? mysql;
    },
    async answer(mysql) {
      await meetFate(`answer of ${mysql}`, connectionLost);
    },
  });

  function mayDeadlock(): void {
    if (!chance.chance(world.weather().deadlock)) return;
    throw Object.assign(new Error('Deadlock found when trying to get lock'), { code: 'ER_LOCK_DEADLOCK' });
  }

  const bus = openMemoryEventBus(topics, {
    async publish(topic, effect) {
      await call(`publishes to ${topic}`, () => {
        const isDropped = !topic.endsWith('.dlq') && chance.chance(world.weather().drop);
        if (isDropped) return world.tell(name, `what it publishes to ${topic} is dropped`);
        effect();
        if (chance.chance(world.weather().duplicate)) effect();
      });
    },
    async deliver({ topic, offset, partition }) {
      await sleep(chance.between(0.5, world.weather().latencyMs));
      mayFreeze();
      await sleep(0);
      world.tell(name, `receives ${topic}/${partition}/${offset}`);
    },
    async commit({ topic }, effect) {
      await meetFate(`commit of ${topic}`, away);
      if (!chance.chance(world.weather().redeliver)) effect();
      if (chance.chance(world.weather().rebalance)) topics.shuffle(topic, chance.whole(0, 2));
    },
    retry: () => sleep(500),
  });

  const store = openMemoryObjectStore(world.store, (operation, effect) =>
    call(operation, effect, () => new ObjectStoreError(operation, { cause: new Error('the store is away') })),
  );

  return {
    name,
    clock,
    db: database.db,
    bus: world.bug.wrapBus?.(bus) ?? bus,
    store,
    isAlive: () => isAlive,
    kill,
    onDeath: (listener) => void deaths.push(listener),
    sleep,
    call,
  };
}
