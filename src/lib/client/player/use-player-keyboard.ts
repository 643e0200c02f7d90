'use client';

import { useEffect } from 'react';
import type { Player } from './create-player.ts';
import { commandOfKey } from './keyboard.ts';
import { type PlayerSurroundings, runCommand } from './run-command.ts';

const TYPING = 'input, textarea, select, [contenteditable], dialog *, [role="dialog"] *';
const CONTROL = 'button, a, summary, [role="slider"], [role="menuitem"], [role="menuitemradio"]';

/** The player's keys work on the whole page, except where one types. */
export function usePlayerKeyboard(
  player: Player | null,
  { showHelp, toggleTheatre }: PlayerSurroundings,
): void {
  useEffect(() => {
    if (!player) return undefined;
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || target?.closest(TYPING)) return;
      const inPlayer = target !== null && player.el().contains(target);
      const command = commandOfKey(event, { inPlayer, onControl: target?.closest(CONTROL) != null });
      if (!command) return;
      event.preventDefault();
      runCommand(player, command, { showHelp, toggleTheatre });
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [player, showHelp, toggleTheatre]);
}
