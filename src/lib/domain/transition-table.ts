/**
 * A frozen table of which status may follow which, and the questions that derive from it.
 * Terminal statuses are read off the table; there is no second list of them to forget.
 */
export interface TransitionTable<Status extends string> {
  readonly statuses: readonly Status[];
  canMove(from: Status, to: Status): boolean;
  /** Statuses from which `to` may be reached in one step: the guard of an UPDATE. */
  sourcesOf(to: Status): readonly Status[];
  isTerminal(status: Status): boolean;
}

export function createTransitionTable<Status extends string>(
  table: Readonly<Record<Status, readonly Status[]>>,
): TransitionTable<Status> {
  const statuses = Object.keys(table) as Status[];
  return Object.freeze({
    statuses,
    canMove: (from: Status, to: Status) => table[from].includes(to),
    sourcesOf: (to: Status) => statuses.filter((from) => table[from].includes(to)),
    isTerminal: (status: Status) => table[status].length === 0,
  });
}
