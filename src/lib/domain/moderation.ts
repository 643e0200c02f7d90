import { createTransitionTable } from './transition-table.ts';
import type { ModerationState } from './video-status.ts';

/**
 * What moderators and rules may make of a video. `pending`: waits for a decision. `rejected` and `hidden` are
 * takedowns: of a video that should not have come, and of one that may come back.
 */
export const moderationTransitions = createTransitionTable<ModerationState>({
  pending: ['approved', 'rejected', 'hidden'],
  approved: ['pending', 'rejected', 'hidden'],
  rejected: ['approved'],
  hidden: ['approved', 'rejected'],
});

/** Nobody plays it but moderators, its owner included: an address that works for one works for all. */
export function isTakedown(state: ModerationState): boolean {
  return state === 'rejected' || state === 'hidden';
}

export const decisions = ['approve', 'reject', 'hide', 'restore'] as const;
export type Decision = (typeof decisions)[number];

interface DecisionRule {
  readonly from: readonly ModerationState[];
  readonly to: ModerationState;
}

/** `approve` of what is approved says that a moderator has looked at it now. */
const decisionRules: Readonly<Record<Decision, DecisionRule>> = {
  approve: { from: ['pending', 'approved'], to: 'approved' },
  reject: { from: ['pending', 'approved', 'hidden'], to: 'rejected' },
  hide: { from: ['pending', 'approved'], to: 'hidden' },
  restore: { from: ['rejected', 'hidden'], to: 'approved' },
};

/** The state that a decision leads to; undefined where it has no meaning. */
export function stateAfter(decision: Decision, state: ModerationState): ModerationState | undefined {
  const { from, to } = decisionRules[decision];
  return from.includes(state) ? to : undefined;
}

/** Whoever takes something down says why. */
export function needsReason(decision: Decision): boolean {
  return isTakedown(decisionRules[decision].to);
}

/** Why a video is reported or taken down. Rename none, add freely. */
export const moderationReasons = [
  'spam',
  'misleading',
  'copyright',
  'privacy',
  'harassment',
  'hate',
  'violence',
  'sexual',
  'child-safety',
  'self-harm',
  'other',
] as const;
export type ModerationReason = (typeof moderationReasons)[number];

/** As reports, notices and letters say it. */
export const reasonSentences: Readonly<Record<ModerationReason, string>> = {
  spam: 'Spam or advertising',
  misleading: 'Misleading or a fraud',
  copyright: 'Somebody else’s work',
  privacy: 'Somebody’s private life',
  harassment: 'Harassment or bullying',
  hate: 'Hate against a group of people',
  violence: 'Violence or cruelty',
  sexual: 'Nudity or sex',
  'child-safety': 'Endangers children',
  'self-harm': 'Suicide or self-harm',
  other: 'Something else',
};

/** What moderators look through: what nobody has looked at yet, what strangers wait for, what was reported, what its owner appeals against, and what was taken down. */
export const reviewViews = ['new', 'waiting', 'reported', 'appealed', 'down'] as const;
export type ReviewView = (typeof reviewViews)[number];

/** `accepted`: the video was taken down; `dismissed`: a moderator has looked and let it be. */
export const reportStates = ['open', 'accepted', 'dismissed'] as const;

/** `accepted`: the video was restored. */
export const appealStates = ['open', 'accepted', 'refused'] as const;

/** Whom moderators look through. */
export const peopleViews = ['all', 'limited', 'banned', 'trusted', 'staff'] as const;
export type PeopleView = (typeof peopleViews)[number];
