'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** Before it is seen, so that nobody waits for it and nothing in sight moves. */
const MARGIN = '900px 0px';

/** Calls `onNear` whenever the element comes near the screen, and again if it still is after `turn` has changed. */
export function useNearScreen(
  element: RefObject<HTMLElement | null>,
  onNear: () => void,
  { isOn, turn }: { readonly isOn: boolean; readonly turn: number },
): void {
  const latest = useRef(onNear);
  useEffect(() => {
    latest.current = onNear;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: an observer tells of what it finds at its start: each turn has its own
  useEffect(() => {
    if (!isOn || !element.current) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, isOn, turn]);
}
