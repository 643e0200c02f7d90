'use client';

import { useCallback } from 'react';
import { useTRPCClient } from '../trpc.ts';
import { placeIn, rememberPlace } from './remembered-places.ts';
import type { PlayerBeat } from './use-heartbeat.ts';
import type { PlayerStart } from './use-start.ts';

interface Sitting {
  readonly videoId: string;
  /** Seconds; 0 while it is not known. */
  readonly duration: number;
  /** Of this page; nothing counts without it. */
  readonly token: string;
  /** By the address, in seconds. */
  readonly startAt: number | null;
  /** Where this person stopped, as the site knows; null of a stranger too. */
  readonly resumeAt: number | null;
  readonly isSignedIn: boolean;
}

/** One page's watching: where it begins, and who hears how far it went. Strangers' places stay in their browser. */
export function useSitting(sitting: Sitting) {
  const { videoId, duration, token, startAt, resumeAt, isSignedIn } = sitting;
  const api = useTRPCClient();

  const start = useCallback((): PlayerStart | null => {
    // The address wins: whoever sent it meant this very moment.
    if (startAt !== null && (duration === 0 || startAt < duration))
      return { seconds: startAt, isResumed: false };
    const seconds = isSignedIn ? resumeAt : placeIn(localStorage, videoId);
    return seconds === null ? null : { seconds, isResumed: true };
  }, [videoId, duration, startAt, resumeAt, isSignedIn]);

  const onBeat = useCallback(
    async ({ watched, position }: PlayerBeat) => {
      if (!isSignedIn) rememberPlace(localStorage, videoId, position, duration);
      await api.watch.beat.mutate({ id: videoId, token, watched, position });
    },
    [api, videoId, duration, token, isSignedIn],
  );

  return { start, onBeat };
}
