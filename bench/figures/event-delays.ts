interface Told {
  readonly version: number;
  readonly atMs: number;
}

/**
 * How long each reader waited for each version, in seconds: until it was told that one or a newer one, for what is newer
 * says all that is older. What was never told is infinitely late.
 * @param sentAtMs by version
 * @param heard of each reader, in the order in which it came
 */
export function eventDelays(
  sentAtMs: ReadonlyMap<number, number>,
  heard: readonly (readonly Told[])[],
): readonly number[] {
  return heard.flatMap((told) =>
    [...sentAtMs].map(([version, sentMs]) => {
      const first = told.find((event) => event.version >= version);
      return first ? (first.atMs - sentMs) / 1000 : Number.POSITIVE_INFINITY;
    }),
  );
}
