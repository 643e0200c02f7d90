import { describe, expect, it } from 'vitest';
import {
  decisions,
  isTakedown,
  moderationTransitions,
  needsReason,
  reasonSentences,
  stateAfter,
} from './moderation.ts';
import { moderationStates } from './video-status.ts';

const everyPair = decisions.flatMap((decision) => moderationStates.map((state) => ({ decision, state })));

describe('decisions about a video', () => {
  it('lead only where the transition table allows', () => {
    for (const { decision, state } of everyPair) {
      const to = stateAfter(decision, state);
      if (to !== undefined && to !== state)
        expect(moderationTransitions.canMove(state, to), `${decision} of ${state}`).toBe(true);
    }
  });

  it('bring a takedown back by nothing but `restore`', () => {
    const ways = everyPair.filter(
      ({ decision, state }) => isTakedown(state) && stateAfter(decision, state) === 'approved',
    );
    expect(ways.map(({ decision }) => decision)).toEqual(['restore', 'restore']);
  });

  it('need a reason exactly when they take something down', () => {
    expect(decisions.filter(needsReason)).toEqual(['reject', 'hide']);
  });

  it('leave no state without a way out, and each state can be reached', () => {
    for (const state of moderationStates) {
      expect(moderationTransitions.isTerminal(state)).toBe(false);
      expect(moderationTransitions.sourcesOf(state).length).toBeGreaterThan(0);
    }
  });

  it('give each reason a sentence of its own', () => {
    const sentences = Object.values(reasonSentences);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
