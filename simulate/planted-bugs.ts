import type { EventBus } from '../src/server/ports/event-bus.ts';

/** A fault planted from outside, so that the product has no switch for it: the simulation must notice. */
export interface PlantedBug {
  readonly name: string;
  rewriteSql?(mysql: string): string;
  wrapBus?(bus: EventBus): EventBus;
  readonly withoutSweeper?: true;
  readonly launchesTwice?: true;
}

export const noBug: PlantedBug = { name: 'none' };

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'drop the fence',
    // Facts find their task whatever its epoch is by now.
    rewriteSql: (mysql) =>
      mysql.startsWith('select ') && mysql.endsWith(' for update')
        ? mysql.replace('`tasks`.`epoch` = ?', '`tasks`.`epoch` >= ?')
        : mysql,
  },
  {
    name: 'commit the offset early',
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
    // The note is written, and that it was there already is not noticed.
    rewriteSql: (mysql) =>
      mysql.startsWith('insert ignore into `processed_events`')
        ? `${mysql.replace('insert ignore', 'insert')} on duplicate key update \`processed_at\` = \`processed_at\``
        : mysql,
  },
  { name: 'skip the sweeper', withoutSweeper: true },
  { name: 'launch twice', launchesTwice: true },
];
