'use client';

import { useCallback, useState } from 'react';
import { createApiClient } from '../trpc-client.ts';
import type { PlayerBeat } from './use-heartbeat.ts';

/** Who hears how far a player outside the site's own pages went. Nobody's place is remembered there. */
export function useGuestBeat(videoId: string, token: string): (beat: PlayerBeat) => Promise<void> {
  const [api] = useState(createApiClient);
  return useCallback(
    async (beat: PlayerBeat) => {
      await api.watch.beat.mutate({ id: videoId, token, ...beat });
    },
    [api, videoId, token],
  );
}
