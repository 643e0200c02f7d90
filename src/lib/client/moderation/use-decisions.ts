'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Decision, ModerationReason } from '#lib/domain/moderation.ts';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';
import { browserGate } from './browser-gate.ts';
import { countOutcomes, type DecisionSummary, summarise } from './decision-summary.ts';
import { findProbes, timeUntilRefused } from './takedown-probe.ts';
import type { ReviewedVideo } from './types.ts';

export interface Words {
  readonly reason: ModerationReason | null;
  readonly note: string | null;
  readonly message: string | null;
}
const noWords: Words = { reason: null, note: null, message: null };

/** How long it took until viewers were refused: while it is asked, and when it is known. */
export type TakedownTime =
  | { readonly kind: 'asking' }
  | { readonly kind: 'refused'; readonly seconds: number; readonly addresses: number }
  | { readonly kind: 'unknown' };

interface Done {
  readonly summary: DecisionSummary;
  /** Of a takedown: those that can simply be put back, for strangers saw them before. */
  readonly undoable: readonly string[];
}

/** What a moderator decides, what came of it, and the way back. */
export function useDecisions() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const [takedown, setTakedown] = useState<TakedownTime | null>(null);
  const probes = useRef<Promise<readonly string[]> | null>(null);
  const mutation = useMutation(
    trpc.moderation.decide.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.moderation.queue.queryKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.moderation.review.queryKey() }),
        ]),
    }),
  );

  /** Before the click, so that looking the addresses up is no part of what is measured. Of many the last one: it is decided last. */
  function prepareTakedown(videos: readonly ReviewedVideo[]): void {
    const open = videos.findLast(({ isOpen, previewUrl }) => isOpen && previewUrl !== null);
    probes.current = open?.previewUrl ? findProbes(open.previewUrl, browserGate).catch(() => []) : null;
  }

  async function measure(since: number): Promise<void> {
    const found = probes.current ? await probes.current : [];
    probes.current = null;
    if (found.length === 0) return;
    setTakedown({ kind: 'asking' });
    const ms = await timeUntilRefused(found, since, browserGate);
    setTakedown(
      ms === null ? { kind: 'unknown' } : { kind: 'refused', seconds: ms / 1000, addresses: found.length },
    );
  }

  async function decide(
    decision: Decision,
    videos: readonly ReviewedVideo[],
    words: Words = noWords,
  ): Promise<void> {
    const since = performance.now();
    setTakedown(null);
    setDone(null);
    const isTakedown = decision === 'hide' || decision === 'reject';
    const measured = isTakedown ? measure(since) : undefined;
    try {
      const outcomes = await mutation.mutateAsync({
        videoIds: videos.map(({ id }) => id),
        decision,
        ...words,
      });
      const wereOpen = new Set(videos.filter(({ isOpen }) => isOpen).map(({ id }) => id));
      setDone({
        summary: summarise(decision, countOutcomes(outcomes)),
        undoable: isTakedown
          ? outcomes
              .filter(({ outcome, videoId }) => outcome === 'done' && wereOpen.has(videoId))
              .map(({ videoId }) => videoId)
          : [],
      });
      await measured;
    } catch {
      // What went wrong is told by `sentence`.
      setTakedown(null);
    }
  }

  /** Puts back what the last takedown took from strangers. */
  async function undo(): Promise<void> {
    if (!done || done.undoable.length === 0 || mutation.isPending) return;
    setTakedown(null);
    try {
      const outcomes = await mutation.mutateAsync({
        videoIds: [...done.undoable],
        decision: 'restore',
        ...noWords,
      });
      setDone({ summary: summarise('restore', countOutcomes(outcomes)), undoable: [] });
    } catch {
      // What went wrong is told by `sentence`; it can be tried again.
    }
  }

  return {
    decide,
    undo,
    prepareTakedown,
    isBusy: mutation.isPending,
    summary: done?.summary ?? null,
    canUndo: (done?.undoable.length ?? 0) > 0,
    takedown,
    sentence: mutation.error ? problemOf(mutation.error).sentence : null,
  };
}
