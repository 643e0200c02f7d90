import type { EventBus } from '../src/server/ports/event-bus.ts';
import type { Weather } from './weather.ts';

/** A fault planted from outside, so that the product has no switch for it: the simulation must notice. */
export interface PlantedBug {
  readonly name: string;
  /** What must be said of it. */
  readonly breaks: RegExp;
  /** The trouble that brings it out: without it, it may take hundreds of lives. */
  readonly weather?: Partial<Weather>;
  rewriteSql?(mysql: string): string;
  wrapBus?(bus: EventBus): EventBus;
  readonly withoutSweeper?: true;
  readonly launchesTwice?: true;
}

export const noBug: PlantedBug = { name: 'none', breaks: /^$/ };

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'drop the fence',
    breaks: /dead attempt|another attempt/,
    // Only who has been given up without knowing it sends facts of a dead epoch.
    weather: { freeze: 0.02 },
    // Facts find their task whatever its epoch is by now.
    rewriteSql: (mysql) =>
      mysql.startsWith('select ') && mysql.endsWith(' for update')
        ? mysql.replace('`tasks`.`epoch` = ?', '`tasks`.`epoch` >= ?')
        : mysql,
  },
  {
    name: 'commit the offset early',
    breaks: /had no effect/,
    // The handler is not waited for: the offset goes on at once.
    wrapBus: (bus) => ({
      ...bus,
      subscribe: (subscription) =>
        bus.subscribe({
          ...subscription,
          async handle(message, heartbeat) {
            subscription.handle(message, heartbeat).catch(() => undefined);
          },
        }),
    }),
  },
  {
    name: 'forget the inbox',
    breaks: /a second time/,
    // The note is written, and that it was there already is not noticed.
    rewriteSql: (mysql) =>
      mysql.startsWith('insert ignore into `processed_events`')
        ? `${mysql.replace('insert ignore', 'insert')} on duplicate key update \`processed_at\` = \`processed_at\``
        : mysql,
  },
  { name: 'skip the sweeper', breaks: /^stuck/m, withoutSweeper: true },
  { name: 'launch twice', breaks: /containers were launched for one need/, launchesTwice: true },
];
