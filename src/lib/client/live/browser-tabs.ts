import type { LiveTabParts } from './live-tab.ts';

type Tabs = Pick<LiveTabParts, 'join' | 'queueToLead'>;

/** Without Web Locks (plain http) tabs can not agree on one of them: each hears for itself. */
const alone: Tabs = {
  join: () => ({ post: () => undefined, close: () => undefined }),
  queueToLead(onLead) {
    onLead();
    return () => undefined;
  },
};

/**
 * The tabs of this browser that show this site to the same person.
 * https://developer.mozilla.org/docs/Web/API/Broadcast_Channel_API and …/Web_Locks_API
 */
export function browserTabs(name: string, locks: LockManager | undefined): Tabs {
  if (!locks) return alone;
  return {
    join(onMessage) {
      const channel = new BroadcastChannel(name);
      channel.addEventListener('message', ({ data }) => onMessage(data));
      return { post: (message) => channel.postMessage(message), close: () => channel.close() };
    },

    queueToLead(onLead) {
      const waiting = new AbortController();
      let giveBack: () => void = () => undefined;
      const whileHeld = () => {
        if (waiting.signal.aborted) return undefined;
        onLead();
        return new Promise<void>((resolve) => {
          giveBack = resolve;
        });
      };
      locks.request(name, { signal: waiting.signal }, whileHeld).catch((error: unknown) => {
        if (!waiting.signal.aborted) throw error;
      });
      return () => {
        waiting.abort();
        giveBack();
      };
    },
  };
}
