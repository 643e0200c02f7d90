import type { WorkGroup } from './eta.ts';

interface Waiting extends WorkGroup {
  left: number;
}

/**
 * The waiting tasks in the order in which workers get them, as `server/transcodes/next-task.ts` has it: by
 * priority, then whose owner was served least recently, then the oldest.
 */
export function createLeaseLine(waiting: readonly WorkGroup[], servedAtMs: ReadonlyMap<string, number>) {
  const servedAt = new Map(servedAtMs);
  const byPriority = new Map<number, Map<string, Waiting[]>>();
  const add = (group: WorkGroup): void => {
    const owners = byPriority.get(group.priority) ?? new Map<string, Waiting[]>();
    byPriority.set(group.priority, owners);
    const queue = owners.get(group.ownerId) ?? [];
    owners.set(group.ownerId, queue);
    queue.push({ ...group, left: group.count });
  };
  for (const group of [...waiting].sort((a, b) => a.createdAtMs - b.createdAtMs)) add(group);

  type Turn = readonly [ownerId: string, queue: Waiting[]];
  const isBefore = ([oneId, [one]]: Turn, [otherId, [other]]: Turn): boolean => {
    const turns = (servedAt.get(oneId) ?? 0) - (servedAt.get(otherId) ?? 0);
    return turns === 0 ? (one?.createdAtMs ?? 0) < (other?.createdAtMs ?? 0) : turns < 0;
  };

  return {
    add,
    /** The next one, taken out of the line; its owner goes to the end of it. */
    take(atMs: number): WorkGroup | undefined {
      const priority = Math.min(...byPriority.keys());
      const owners = byPriority.get(priority);
      if (!owners) return undefined;
      const [ownerId, queue] = [...owners].reduce((first, other) => (isBefore(other, first) ? other : first));
      const [group] = queue;
      if (!group) return undefined;
      servedAt.set(ownerId, atMs);
      group.left -= 1;
      if (group.left === 0) queue.shift();
      if (queue.length === 0) owners.delete(ownerId);
      if (owners.size === 0) byPriority.delete(priority);
      return group;
    },
  };
}
