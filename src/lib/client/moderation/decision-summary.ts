import type { Decision } from '#lib/domain/moderation.ts';

/** What came of a decision about one or many videos, in a sentence each; empty where there is nothing to say. */
export interface DecisionSummary {
  readonly done: string;
  /** What stayed as it was, and why. */
  readonly rest: string;
}

interface Outcome {
  readonly outcome: 'done' | 'unchanged' | 'refused';
  readonly code: string | null;
}

export interface OutcomeCounts {
  readonly done: number;
  readonly unchanged: number;
  /** How many were refused, by the code of the error. */
  readonly refused: ReadonlyMap<string, number>;
}

export function countOutcomes(outcomes: readonly Outcome[]): OutcomeCounts {
  const refused = new Map<string, number>();
  for (const { outcome, code } of outcomes)
    if (outcome === 'refused') refused.set(code ?? '', (refused.get(code ?? '') ?? 0) + 1);
  const count = (wanted: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return { done: count('done'), unchanged: count('unchanged'), refused };
}

const pastTense: Readonly<Record<Decision, string>> = {
  approve: 'Approved',
  reject: 'Rejected',
  hide: 'Hidden',
  restore: 'Restored',
};

const reasons: Readonly<Record<string, string>> = {
  VIDEO_NOT_FOUND: 'is gone',
  FORBIDDEN: 'is your own: another moderator decides',
  MODERATION_CONFLICT: 'can not be decided so from where it stands now',
};

const videos = (count: number) => (count === 1 ? '1 video' : `${count} videos`);

export function summarise(decision: Decision, { done, unchanged, refused }: OutcomeCounts): DecisionSummary {
  const rest = [
    ...(unchanged > 0 ? [`${videos(unchanged)}: was so already.`] : []),
    ...[...refused].map(([code, count]) => `${videos(count)}: ${reasons[code] ?? 'was refused'}.`),
  ];
  return { done: done > 0 ? `${pastTense[decision]}: ${videos(done)}.` : '', rest: rest.join(' ') };
}
