import type { ContentFacts } from './content-facts.ts';
import type { Plan, PlannedRung } from './plan.ts';

type Measured = ContentFacts['rungs'][number];

/**
 * Made of the next lower rung's pictures it looks the same. Far above 21 dB of a sharp clip and above 24 dB of one
 * that was scaled up from half the size: SSIM tells those two apart too poorly to drop a rung for it.
 */
const NO_DETAIL_DB = 34;
/** A rung that takes so little more than the next lower one is no help to a slow line. */
const SAME_RATE = 1.2;
/** Every line carries this: what lies between the lowest rung and one so cheap is never chosen. */
const ANY_LINE_BPS = 300_000;
/** Finer than this, a whole step of CRF saves 12 % of the bytes and costs 0.95 VMAF of 95.6, at worst 1.6 of 87 (measured). */
const FINE_DB = 17;
/** So this, with what the profile's tuning costs, stays within a VMAF point of preset fast. */
const CRF_STEP = 0.4;
/** A copy may take so much more than the samples of its encode: they are seconds, and 14 % off was seen. */
const COPY_TOLERANCE = 1.3;

/**
 * Fits the rungs above the lowest to what was measured: drops those that add nothing, spends less where nobody
 * sees it, takes the source's own stream where it fits. The lowest is being encoded already and stays.
 */
export function reviseRungs(
  { rungs }: Pick<Plan, 'rungs'>,
  { rungs: measured, copy }: ContentFacts,
): readonly PlannedRung[] {
  const costs = new Map(measured.map((one) => [one.name, one]));
  return dropUseless(rungs, costs).map((rung, index, kept) => {
    if (index === kept.length - 1) return rung;
    const cost = costs.get(rung.name);
    if (copy?.rung === rung.name && (!cost || copy.averageBps <= COPY_TOLERANCE * cost.averageBps))
      return { ...rung, via: 'copy', reorderFrames: copy.reorderFrames };
    return cost && cost.ssimDb >= FINE_DB ? { ...rung, crf: coarser(rung.crf) } : rung;
  });
}

function coarser(crf: number): number {
  return Math.round((crf + CRF_STEP) * 10) / 10;
}

/** Rungs that were not measured stay. */
function dropUseless(
  rungs: readonly PlannedRung[],
  costs: ReadonlyMap<string, Measured>,
): readonly PlannedRung[] {
  const isUpscaled = ({ name }: PlannedRung) => (costs.get(name)?.detailDb ?? 0) >= NO_DETAIL_DB;
  // From the top, as long as the next lower one shows the same.
  const sharpest = rungs.findIndex((rung, index) => index === rungs.length - 1 || !isUpscaled(rung));
  const shown = rungs.slice(sharpest);
  const bpsOf = (rung: PlannedRung | undefined) => costs.get(rung?.name ?? '')?.averageBps;
  const kept: PlannedRung[] = [];
  // From below, for each is judged by what is kept under it.
  for (const [index, rung] of [...shown.entries()].reverse()) {
    const isMiddle = index > 0 && index < shown.length - 1;
    const [bps, above, below] = [bpsOf(rung), bpsOf(shown[index - 1]), bpsOf(kept[0])];
    const isBesideLower = bps !== undefined && below !== undefined && bps < SAME_RATE * below;
    const isUnderCheap = above !== undefined && above <= ANY_LINE_BPS;
    if (!isMiddle || !(isBesideLower || isUnderCheap)) kept.unshift(rung);
  }
  return kept;
}
