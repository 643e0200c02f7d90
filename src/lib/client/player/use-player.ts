'use client';

import { type RefObject, useEffect, useState } from 'react';
import { createPlayer, type Player, type PlayerOptions } from './create-player.ts';

export interface MountedPlayer {
  readonly player: Player;
  /** Place in the control bar for controls of our own. */
  readonly slot: HTMLElement;
}

/** A player for as long as the component lives. Another source makes another player. */
export function usePlayer(
  host: RefObject<HTMLDivElement | null>,
  { source, poster, title }: PlayerOptions,
  onError: (code: number | undefined) => void,
): MountedPlayer | null {
  const [mounted, setMounted] = useState<MountedPlayer | null>(null);
  const { src, type } = source;

  // biome-ignore lint/correctness/useExhaustiveDependencies: poster and title may change while it plays; a new player would start over
  useEffect(() => {
    if (!host.current) return undefined;
    const player = createPlayer(host.current, { source: { src, type }, poster, title });
    const slot = document.createElement('div');
    slot.className = 'player-slot vjs-control';
    const controlBar = player.getChild('ControlBar')?.el();
    controlBar?.insertBefore(
      slot,
      controlBar.querySelector('.vjs-picture-in-picture-control, .vjs-fullscreen-control'),
    );
    player.el().setAttribute('aria-label', `Video player: ${title}`);
    player.on('error', () => onError(player.error()?.code));
    setMounted({ player, slot });
    return () => {
      setMounted(null);
      player.dispose();
    };
  }, [host, src, type, onError]);

  return mounted;
}
