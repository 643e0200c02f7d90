interface Versioned {
  readonly version: number;
}

/** Answers and events overtake each other; a page never goes back to an older state of a video. */
export function newestState<State extends Versioned>(current: State | undefined, incoming: State): State {
  return current && current.version > incoming.version ? current : incoming;
}
