/** Few enough that a page of videos does not meet the limit of calls at once. */
const AT_ONCE = 3;

export interface Failed<Item> {
  readonly item: Item;
  readonly error: unknown;
}

interface RunOptions<Item> {
  /** Begins no further ones when aborted; those that have begun are waited for. */
  readonly signal: AbortSignal;
  /** Told after each one, however it ended. */
  readonly onSettled: (item: Item) => void;
}

/** Does the same with each of many. One that fails keeps no other from being done; the answer names those that failed. */
export async function runEach<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
  { signal, onSettled }: RunOptions<Item>,
): Promise<{ readonly done: readonly Item[]; readonly failed: readonly Failed<Item>[] }> {
  const waiting = [...items];
  const done: Item[] = [];
  const failed: Failed<Item>[] = [];
  async function work(): Promise<void> {
    while (!signal.aborted) {
      const item = waiting.shift();
      if (item === undefined) return;
      try {
        await act(item);
        done.push(item);
      } catch (error) {
        failed.push({ item, error });
      }
      onSettled(item);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, failed };
}
