export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Seconds of `whole` in which none of `busy` was under way. */
export function idleSeconds(busy: readonly Span[], whole: Span): number {
  let [idleMs, coveredMs] = [0, whole.fromMs];
  for (const { fromMs, toMs } of busy.toSorted((a, b) => a.fromMs - b.fromMs)) {
    idleMs += Math.max(0, Math.min(fromMs, whole.toMs) - coveredMs);
    coveredMs = Math.max(coveredMs, toMs);
  }
  return (idleMs + Math.max(0, whole.toMs - coveredMs)) / 1000;
}
