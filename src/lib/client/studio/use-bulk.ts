'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { problemOf } from '../problem.ts';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { type Failed, runEach } from './run-each.ts';
import type { OwnVideo } from './use-own-videos.ts';

export type BulkAction = { readonly visibility: OwnVideo['visibility'] } | { readonly remove: true };

interface BulkState {
  readonly total: number;
  readonly settled: number;
  readonly isRunning: boolean;
  /** What was done, in a sentence; null while it runs, and when nothing was. */
  readonly outcome: string | null;
  /** Each video that stayed as it was, by its title, and why. */
  readonly failures: readonly { readonly id: string; readonly title: string; readonly sentence: string }[];
}

const idle: BulkState = { total: 0, settled: 0, isRunning: false, outcome: null, failures: [] };

const countOf = (count: number): string => `${count} ${count === 1 ? 'video' : 'videos'}`;

function describeDone(action: BulkAction, count: number): string | null {
  if (count === 0) return null;
  const verb = count === 1 ? 'is' : 'are';
  return 'remove' in action
    ? `${countOf(count)} ${verb} deleted.`
    : `${countOf(count)} ${verb} ${action.visibility} now.`;
}

const toFailure = ({ item, error }: Failed<OwnVideo>) => ({
  id: item.id,
  title: item.title,
  sentence: problemOf(error).sentence,
});

/** The same done to many videos, one call each: a call that fails names its video, and the others are done. */
export function useBulk() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [state, setState] = useState(idle);
  const stopper = useRef<AbortController | null>(null);

  async function run(videos: readonly OwnVideo[], action: BulkAction): Promise<void> {
    const stop = new AbortController();
    stopper.current = stop;
    setState({ ...idle, total: videos.length, isRunning: true });
    const act = ({ id }: OwnVideo) =>
      'remove' in action
        ? client.videos.remove.mutate({ id })
        : client.videos.update.mutate({ id, visibility: action.visibility });
    const { done, failed } = await runEach(videos, act, {
      signal: stop.signal,
      onSettled: () => setState((before) => ({ ...before, settled: before.settled + 1 })),
    });
    setState({
      total: videos.length,
      settled: done.length + failed.length,
      isRunning: false,
      outcome: describeDone(action, done.length),
      failures: failed.map(toFailure),
    });
    await Promise.all(
      [trpc.studio.pathKey(), trpc.uploads.usage.queryKey()].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  }

  return { ...state, run, stop: () => stopper.current?.abort() };
}
