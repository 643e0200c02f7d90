/**
 * Lines before counters that each serve one group at a time: whoever joins while a group is being served is served with
 * all others who have come since. However many ask for one counter, it costs one step after another, not one for each.
 * @param serve settles what each of them waits for, and does not reject
 */
export function createLines<Member>(
  serve: (key: string, group: readonly [Member, ...Member[]]) => Promise<void>,
) {
  /** By counters that are being served. */
  const waiting = new Map<string, Member[]>();

  async function serveAll(key: string, first: Member): Promise<void> {
    waiting.set(key, []);
    let group: readonly [Member, ...Member[]] | undefined = [first];
    while (group) {
      await serve(key, group);
      const [next, ...others]: Member[] = waiting.get(key) ?? [];
      group = next === undefined ? undefined : [next, ...others];
      waiting.set(key, []);
    }
    waiting.delete(key);
  }

  return {
    join(key: string, member: Member): void {
      const line = waiting.get(key);
      if (line) line.push(member);
      else void serveAll(key, member);
    },
  };
}
