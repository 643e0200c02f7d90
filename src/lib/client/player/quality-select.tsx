'use client';

import { createPortal } from 'react-dom';
import type { Player } from './create-player.ts';
import type { Quality } from './quality.ts';
import { useQuality } from './use-quality.ts';

/**
 * The quality menu. A native select inside the player: it works with every keyboard, screen reader and
 * phone, and in full screen, where what lies beneath the player is out of sight.
 */
export function QualitySelect({ player, slot }: { readonly player: Player; readonly slot: HTMLElement }) {
  const { heights, chosen, playing, choose } = useQuality(player);
  if (heights.length === 0) return null;
  const parse = (value: string): Quality => (value === 'auto' ? 'auto' : Number(value));
  return createPortal(
    <select
      aria-label="Quality"
      title="Quality"
      className="player-quality"
      value={chosen}
      onChange={(event) => choose(parse(event.target.value))}
    >
      <option value="auto">{chosen === 'auto' && playing ? `Auto · ${playing}p` : 'Auto'}</option>
      {heights.map((height) => (
        <option key={height} value={height}>
          {height}p
        </option>
      ))}
    </select>,
    slot,
  );
}
