/** Everything that happens by chance in a life, from one seed. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  /** A number between, evenly. */
  between(from: number, to: number): number;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** A generator of its own that starts here: what it draws moves nothing else. */
  fork(): Random;
}

/** Mulberry32: small, fast and even enough to choose faults by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const random: Random = {
    next,
    chance: (probability) => probability > 0 && next() < probability,
    between: (from, to) => from + next() * (to - from),
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    fork: () => createRandom(Math.floor(next() * 4_294_967_296)),
  };
  // The first numbers of neighbouring seeds are alike.
  for (let warm = 0; warm < 4; warm++) next();
  return random;
}
