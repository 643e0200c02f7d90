/**
 * Yields items in their order, several at a time: whoever is slower than their source catches up in greater steps.
 * @param size how many to wait for while more may come, and how many at most
 */
export async function* inBatches<Item>(
  items: AsyncIterable<Item>,
  size: { readonly least: number; readonly most: number },
): AsyncGenerator<readonly Item[], void> {
  const waiting: Item[] = [];
  let changed = Promise.withResolvers<void>();
  let hasEnded = false;
  const read = async () => {
    try {
      for await (const item of items) {
        waiting.push(item);
        changed.resolve();
      }
    } finally {
      hasEnded = true;
      changed.resolve();
    }
  };
  const reading = read();
  // It is awaited below, after what came before it failed.
  reading.catch(() => undefined);
  for (;;) {
    const isEnough = waiting.length >= size.least || (hasEnded && waiting.length > 0);
    if (isEnough) yield waiting.splice(0, size.most);
    else if (hasEnded) break;
    else {
      await changed.promise;
      changed = Promise.withResolvers<void>();
    }
  }
  await reading;
}
