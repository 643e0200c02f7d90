import { defaultPlanSettings, type PlanSettings } from '#lib/domain/plan.ts';
import { type Capacity, chooseProfile } from '#lib/domain/profile-policy.ts';
import type { OrchestratorEnv } from '../env.ts';

/** How this installation plans its videos. */
export interface PlanPolicy extends Omit<PlanSettings, 'profile'> {
  readonly capacity: Capacity;
}

export const defaultPlanPolicy: PlanPolicy = {
  ...defaultPlanSettings,
  capacity: { hasSpot: false, spotLargestRung: null },
};

/** Lossy codecs of players overshoot: EBU R128 s1 and the streaming services leave them this. */
const TRUE_PEAK_DB = -1;

/** What the operator has set. Spot workers exist on ECS alone. */
export function planPolicyOf(
  env: Pick<
    OrchestratorEnv,
    'LAUNCHER' | 'SIZE_BY_CONTENT' | 'COPY_SOURCE' | 'SPOT_LARGEST_RUNG' | 'LOUDNESS' | 'LOUDNESS_TARGET_LUFS'
  >,
): PlanPolicy {
  return {
    ...defaultPlanPolicy,
    sizeByContent: env.SIZE_BY_CONTENT === 'on',
    copySource: env.COPY_SOURCE === 'on',
    loudness:
      env.LOUDNESS === 'on' ? { targetLufs: env.LOUDNESS_TARGET_LUFS, truePeakDb: TRUE_PEAK_DB } : null,
    capacity: { hasSpot: env.LAUNCHER === 'ecs', spotLargestRung: env.SPOT_LARGEST_RUNG ?? null },
  };
}

/** The settings of one video's plan: the same whenever they are asked for. */
export function settingsFor(policy: PlanPolicy, videoId: string, sizeBytes: number): PlanSettings {
  return { ...policy, profile: chooseProfile(videoId, sizeBytes, policy.capacity) };
}
