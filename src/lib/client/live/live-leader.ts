import { covers, isNothing, joinWishes, type LiveWish, nothingWished } from '#lib/domain/live-wish.ts';
import type { VideoState } from '../trpc.ts';
import type { LiveMessage } from './live-messages.ts';
import { newestState } from './newest-state.ts';

/** Where news come from. */
export interface LiveListener {
  onBegun(): void;
  onState(state: VideoState): void;
}

/** Opens one stream of all that is wished, and returns what closes it. It begins with how things stand. */
export type OpenLiveStream = (wish: LiveWish, listener: LiveListener) => () => void;

export interface LiveLeader {
  /** Hears what a tab wants from now on. */
  hear(tabId: string, wish: LiveWish): void;
  close(): void;
}

/**
 * The one tab that has the stream of this browser, for all the others. A tab that dies without a word only makes the
 * stream wider than it need be, until the next tab holds it.
 */
export function createLiveLeader(open: OpenLiveStream, tell: (message: LiveMessage) => void): LiveLeader {
  const wishes = new Map<string, LiveWish>();
  const newest = new Map<string, VideoState>();
  let stream: { readonly wish: LiveWish; readonly close: () => void } | undefined;

  function close(): void {
    stream?.close();
    stream = undefined;
    newest.clear();
  }

  function onState(state: VideoState): void {
    const current = newestState(newest.get(state.videoId), state);
    newest.set(state.videoId, current);
    tell({ kind: 'state', state: current });
  }

  return {
    close,

    hear(tabId, wish) {
      const before = wishes.get(tabId) ?? nothingWished;
      // Deleted first: the latest wish is the last of the map, and the last wishes are kept.
      wishes.delete(tabId);
      if (!isNothing(wish)) wishes.set(tabId, wish);
      const all = joinWishes([...wishes.values()]);
      if (isNothing(all)) return close();
      if (!stream || !covers(stream.wish, all)) {
        close();
        stream = { wish: all, close: open(all, { onBegun: () => tell({ kind: 'begun' }), onState }) };
      } else if (!covers(before, wish)) {
        // The stream began before this tab was there: it gets how things stand from here.
        for (const state of newest.values()) tell({ kind: 'state', state });
        tell({ kind: 'begun' });
      }
    },
  };
}
