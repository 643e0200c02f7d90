'use client';

import { RectangleHorizontal } from 'lucide-react';
import { createPortal } from 'react-dom';

/** The player from edge to edge, or back among the page. */
export interface Theatre {
  readonly isOn: boolean;
  readonly toggle: () => void;
}

export function TheatreButton({ theatre, slot }: { readonly theatre: Theatre; readonly slot: HTMLElement }) {
  return createPortal(
    <button
      type="button"
      className="player-theatre"
      aria-label="Theatre"
      aria-pressed={theatre.isOn}
      title="Theatre (T)"
      onClick={theatre.toggle}
    >
      <RectangleHorizontal aria-hidden="true" />
    </button>,
    slot,
  );
}
