'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { browserTabs } from './browser-tabs.ts';
import type { LiveListener } from './live-leader.ts';
import { openLiveStream } from './live-stream.ts';
import { createLiveTab, type LiveTab } from './live-tab.ts';
import { useStoreState } from './use-store-state.ts';

const TabContext = createContext<LiveTab | null>(null);

interface LiveProviderProps {
  /** Who hears; the empty string for a stranger. Another person gets a provider of their own, by its `key`. */
  readonly userId: string;
  readonly children: ReactNode;
}

const timers = {
  random: Math.random,
  later(ms: number, act: () => void) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** Above the pages: what they want to hear of comes by one stream, which all tabs of this browser share. */
export function LiveProvider({ userId, children }: LiveProviderProps) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const store = useStoreState();
  const listener: LiveListener = {
    onState: store,
    // It begins with what is under way; what ended while nobody listened is in the list.
    onBegun: () => {
      for (const queryKey of [trpc.videos.list.queryKey(), trpc.studio.list.queryKey()])
        void queryClient.invalidateQueries({ queryKey });
    },
  };
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  const [tab] = useState(() =>
    createLiveTab(
      {
        tabId: newTabId(),
        open: openLiveStream(client, timers),
        ...browserTabs(
          `sluice.live.${userId}`,
          typeof window === 'undefined' ? undefined : window.navigator.locks,
        ),
      },
      {
        onState: (state) => latest.current.onState(state),
        onBegun: () => latest.current.onBegun(),
      },
    ),
  );
  return <TabContext value={tab}>{children}</TabContext>;
}

/** 64 random bits. Not `randomUUID`, which plain http lacks. */
function newTabId(): string {
  return crypto.getRandomValues(new Uint32Array(2)).join('-');
}

export function useLiveTab(): LiveTab {
  const tab = useContext(TabContext);
  if (!tab) throw new Error('useLiveTab needs a LiveProvider above it');
  return tab;
}
