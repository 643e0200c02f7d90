/** What the speed menu offers. */
export const speeds = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The next one up or down; the outermost stay. */
export function nextSpeed(current: number, step: 1 | -1): number {
  const further =
    step === 1 ? speeds.find((speed) => speed > current) : speeds.findLast((speed) => speed < current);
  return further ?? current;
}
