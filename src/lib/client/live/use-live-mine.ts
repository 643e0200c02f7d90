'use client';

import { useEffect } from 'react';
import { useLiveTab } from './live-provider.tsx';
import { usePageVisible } from './use-page-visible.ts';

/** Keeps the states of all of one's own videos moving while the page is looked at. */
export function useLiveMine(): void {
  const tab = useLiveTab();
  const isVisible = usePageVisible();
  useEffect(() => (isVisible ? tab.wish({ mine: true, ids: [] }) : undefined), [tab, isVisible]);
}
