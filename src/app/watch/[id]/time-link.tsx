'use client';

import type { MouseEvent, ReactNode } from 'react';

/** Takes the player to a second; false where there is no player. */
export type Seek = (seconds: number) => boolean;

interface TimeLinkProps {
  readonly seconds: number;
  readonly onSeek: Seek;
  readonly children: ReactNode;
  readonly className: string;
}

/** A time to go to. A link, so that it can be copied and opened like any other. */
export function TimeLink({ seconds, onSeek, children, className }: TimeLinkProps) {
  const go = (event: MouseEvent) => {
    const wantsTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!wantsTab && onSeek(seconds)) event.preventDefault();
  };
  return (
    <a href={`?t=${seconds}`} className={className} onClick={go}>
      {children}
    </a>
  );
}
