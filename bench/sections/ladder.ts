/** The whole ladder: ours against FFmpeg on the command line, in time, CPU seconds, bytes and quality. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareLadders } from '../figures/compare-ladders.ts';
import type { Figure } from '../figures/figure.ts';
import { median } from '../figures/statistics.ts';
import { type MotionKind, motionClip } from '../media/clips.ts';
import { totalBytes } from '../media/measure-ladder.ts';
import { findVmaf } from '../media/vmaf.ts';
import type { Bench, Section } from '../section.ts';
import { createMakers, rate, type Trial, takeTurns } from '../stack/ladder-trial.ts';

async function compareOff(bench: Bench, trial: Trial): Promise<readonly Figure[]> {
  const makers = await createMakers(bench, trial, 'off');
  const turns = [makers.ours, makers.nominal, makers.same, makers.single];
  const [ours = [], nominal = [], same = [], single = []] = await takeTurns(bench.runsOf(1), turns);
  const rated = await rate(bench, trial, ours);
  const targets = { wall: { atMost: 0.85 }, bytes: { atMost: 1 }, vmafLoss: 0.5 };
  return [
    ...compareLadders('plain ladder', rated, await rate(bench, trial, nominal), targets),
    ...compareLadders('plain, our presets', rated, { ladders: same, vmaf: null }, {}),
    ...compareLadders('single decode', rated, { ladders: single, vmaf: null }, {}),
    {
      ...{ name: '1080p video made in an hour', unit: 'min/h' },
      value: (60 * trial.seconds) / median(ours.map(({ wallSeconds }) => wallSeconds)),
    },
    {
      ...{ name: '1080p video stored in a GB', unit: 'min/GB' },
      value: trial.seconds / 60 / (median(ours.map(totalBytes)) / 1e9),
    },
  ];
}

async function compareOn(bench: Bench, trial: Trial, kind: MotionKind): Promise<readonly Figure[]> {
  const makers = await createMakers(bench, trial, 'on');
  const turns = [makers.ours, makers.nominal];
  // A run of either is a tenth longer or shorter than the one before: a share so near its target wants more than one.
  const [ours = [], nominal = []] = await takeTurns(bench.runsOf(3), turns);
  const targets = { wall: { atMost: 0.6 }, bytes: { atMost: 1 }, vmafLoss: 1 };
  const [one, other] = [await rate(bench, trial, ours), await rate(bench, trial, nominal)];
  return compareLadders(`by content, ${kind}`, one, other, targets);
}

export const ladder: Section = {
  name: 'ladder',
  maxMinutes: 60,
  async run(bench) {
    const folder = mkdtempSync(path.join(tmpdir(), 'sluice-bench-ladder-'));
    try {
      const seconds = bench.quick ? 4 : 60;
      const vmafBinary = findVmaf();
      const trialOf = async (kind: MotionKind): Promise<Trial> => {
        return { source: await motionClip(kind, seconds, bench.signal), seconds, folder, vmafBinary };
      };
      const camera = await trialOf('camera');
      return [
        ...(await compareOff(bench, camera)),
        ...(await compareOn(bench, camera, 'camera')),
        ...(await compareOn(bench, await trialOf('export'), 'export')),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
