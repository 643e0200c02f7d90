'use client';

import { useEffect } from 'react';
import { useLiveTab } from './live-provider.tsx';
import { usePageVisible } from './use-page-visible.ts';

/** Keeps the state of one video moving. */
export function useLiveVideo(videoId: string, isWanted: boolean): void {
  const tab = useLiveTab();
  const isVisible = usePageVisible();
  const isHeard = isWanted && isVisible;
  useEffect(() => (isHeard ? tab.wish({ mine: false, ids: [videoId] }) : undefined), [tab, isHeard, videoId]);
}
