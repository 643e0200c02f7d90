const DAY_MS = 24 * 3_600_000;

/** `2026-11-21`, of UTC. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The last `count` days up to `last`, oldest first. */
export function lastDays(last: Date, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    dayOf(new Date(last.getTime() - (count - 1 - index) * DAY_MS)),
  );
}

/** One row for each day in its order: a day of which nothing was written down gets `emptyOf` it. */
export function fillDays<Row extends { readonly day: string }>(
  days: readonly string[],
  rows: readonly Row[],
  emptyOf: (day: string) => Row,
): readonly Row[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => byDay.get(day) ?? emptyOf(day));
}
