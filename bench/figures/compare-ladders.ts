import { type Ladder, totalBytes } from '../media/measure-ladder.ts';
import type { Figure, Target } from './figure.ts';
import { median } from './statistics.ts';

export interface LadderTargets {
  readonly wall?: Target;
  readonly bytes?: Target;
  /** Points by which the worst rung may be below its counterpart. */
  readonly vmafLoss?: number;
}

export interface Rated {
  /** One for each run; they differ in time alone. */
  readonly ladders: readonly Ladder[];
  /** By rung; null when it could not be measured. */
  readonly vmaf: ReadonlyMap<string, number> | null;
}

/** Ours against another ladder of the same source, made in the same run of the benchmark. */
export function compareLadders(label: string, ours: Rated, other: Rated, targets: LadderTargets): Figure[] {
  const ratio = (of: (ladder: Ladder) => number) =>
    median(ours.ladders.map(of)) / median(other.ladders.map(of));
  const times = { unit: 'times', note: `median of ${ours.ladders.length}` } as const;
  const seconds = ours.ladders.map(({ wallSeconds }) => wallSeconds.toFixed(1)).join(', ');
  const figures: Figure[] = [
    {
      ...{ name: `${label}: wall`, value: ratio(({ wallSeconds }) => wallSeconds), unit: 'times' },
      ...{ target: targets.wall, note: `ours took ${seconds} s` },
    },
    { ...times, name: `${label}: CPU`, value: ratio(({ cpuSeconds }) => cpuSeconds) },
    { ...times, name: `${label}: bytes`, value: ratio(totalBytes), target: targets.bytes },
  ];
  return [...figures, ...compareRungs(label, ours, other, targets)];
}

function compareRungs(label: string, ours: Rated, other: Rated, { vmafLoss }: LadderTargets): Figure[] {
  const counterparts = new Map(other.ladders[0]?.rungs.map((rung) => [rung.name, rung]));
  return (ours.ladders[0]?.rungs ?? []).flatMap(({ name, sizeBytes }): Figure[] => {
    const theirs = counterparts.get(name);
    if (!theirs) return [];
    const note = `bytes ${(sizeBytes / theirs.sizeBytes).toFixed(2)} times`;
    if (!ours.vmaf || !other.vmaf) {
      return [{ name: `${label}: bytes of ${name}`, value: sizeBytes / theirs.sizeBytes, unit: 'times' }];
    }
    const [one, two] = [ours.vmaf.get(name) ?? Number.NaN, other.vmaf.get(name) ?? Number.NaN];
    const target = vmafLoss === undefined ? undefined : { atLeast: -vmafLoss };
    const scores = `${one.toFixed(2)} for ${two.toFixed(2)}, ${note}`;
    return [{ name: `${label}: VMAF of ${name}`, value: one - two, unit: 'VMAF', target, note: scores }];
  });
}
