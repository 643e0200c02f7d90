'use client';

import { useCallback, useRef } from 'react';
import type { PlayerHandle } from '#lib/client/player/video-player.tsx';
import type { Seek } from './time-link.tsx';

/** The player's time, for everything on the page that is not the player. */
export function usePlayhead() {
  const handle = useRef<PlayerHandle | null>(null);
  const readTime = useCallback(() => handle.current?.time() ?? 0, []);
  const seek = useCallback<Seek>((seconds) => {
    if (!handle.current) return false;
    handle.current.goTo(seconds);
    return true;
  }, []);
  return { handle, readTime, seek };
}
