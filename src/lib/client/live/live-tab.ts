import { isNothing, joinWishes, type LiveWish, nothingWished } from '#lib/domain/live-wish.ts';
import { createLiveLeader, type LiveLeader, type LiveListener, type OpenLiveStream } from './live-leader.ts';
import type { LiveMessage } from './live-messages.ts';

/** Reaches the other tabs of this browser. */
export interface LiveChannel {
  post(message: LiveMessage): void;
  close(): void;
}

export interface LiveTabParts {
  readonly tabId: string;
  readonly open: OpenLiveStream;
  /** Joins the other tabs. */
  join(onMessage: (message: LiveMessage) => void): LiveChannel;
  /**
   * Waits to be the one of all tabs that leads. Calls `onLead` then; what it returns gives the lead back, or the wait up.
   */
  queueToLead(onLead: () => void): () => void;
}

export interface LiveTab {
  /** @returns what takes the wish back */
  wish(wish: LiveWish): () => void;
}

/**
 * One tab among those of its browser: they all hear the one stream that one of them holds, for browsers open no more
 * than six HTTP/1.1 connections per site. Only a tab that wants something stands in line for it.
 */
export function createLiveTab(parts: LiveTabParts, listener: LiveListener): LiveTab {
  const { tabId, open } = parts;
  const wishes = new Map<symbol, LiveWish>();
  let joined: { readonly channel: LiveChannel; readonly giveUp: () => void } | undefined;
  let leader: LiveLeader | undefined;

  function receive(message: LiveMessage): void {
    switch (message.kind) {
      case 'wish':
        leader?.hear(message.tabId, message.wish);
        break;
      case 'who-is-there':
        sayWish();
        break;
      case 'begun':
        listener.onBegun();
        break;
      case 'state':
        listener.onState(message.state);
        break;
    }
  }

  /** To all tabs, this one too: a channel does not bring back what one says oneself. */
  function tell(message: LiveMessage): void {
    joined?.channel.post(message);
    receive(message);
  }

  function sayWish(): void {
    tell({ kind: 'wish', tabId, wish: joinWishes([...wishes.values()]) });
  }

  function lead(): void {
    leader = createLiveLeader(open, tell);
    tell({ kind: 'who-is-there' });
  }

  function join(): void {
    const channel = parts.join(receive);
    // The channel first: whoever leads at once asks who is there by it.
    joined = { channel, giveUp: () => undefined };
    joined = { channel, giveUp: parts.queueToLead(lead) };
    sayWish();
  }

  function leave(): void {
    leader?.close();
    leader = undefined;
    joined?.channel.post({ kind: 'wish', tabId, wish: nothingWished });
    joined?.channel.close();
    joined?.giveUp();
    joined = undefined;
  }

  return {
    wish(wish) {
      const key = Symbol('wish');
      wishes.set(key, wish);
      if (joined) sayWish();
      else join();
      return () => {
        wishes.delete(key);
        const left = joinWishes([...wishes.values()]);
        if (isNothing(left)) leave();
        else sayWish();
      };
    },
  };
}
