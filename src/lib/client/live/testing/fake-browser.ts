import type { LiveWish } from '#lib/domain/live-wish.ts';
import type { VideoState } from '../../trpc.ts';
import type { LiveListener } from '../live-leader.ts';
import type { LiveMessage } from '../live-messages.ts';
import { createLiveTab } from '../live-tab.ts';

interface FakeStream {
  readonly wish: LiveWish;
  readonly listener: LiveListener;
  isOpen: boolean;
}

/** Tabs of one browser, with a server whose streams a test holds in its hand. */
export function createFakeBrowser() {
  const streams: FakeStream[] = [];
  const channels = new Set<(message: LiveMessage) => void>();
  const line: (() => void)[] = [];
  let isLed = false;

  function lendLead(): void {
    const next = line.shift();
    isLed = next !== undefined;
    next?.();
  }

  function openTab(tabId: string) {
    const heard: VideoState[] = [];
    const begun = { times: 0 };
    const tab = createLiveTab(
      {
        tabId,
        open(wish, listener) {
          const stream = { wish, listener, isOpen: true };
          streams.push(stream);
          return () => {
            stream.isOpen = false;
          };
        },
        join(onMessage) {
          channels.add(onMessage);
          return {
            post(message) {
              for (const other of channels) if (other !== onMessage) other(structuredClone(message));
            },
            close: () => void channels.delete(onMessage),
          };
        },
        queueToLead(onLead) {
          let isLeading = false;
          const lead = () => {
            isLeading = true;
            onLead();
          };
          line.push(lead);
          if (!isLed) lendLead();
          return () => {
            if (isLeading) lendLead();
            else if (line.includes(lead)) line.splice(line.indexOf(lead), 1);
          };
        },
      },
      {
        onState: (state) => void heard.push(state),
        onBegun: () => {
          begun.times += 1;
        },
      },
    );
    return { ...tab, heard, begun };
  }

  return {
    openTab,
    /** All that were ever opened. */
    streams,
    open: () => streams.filter(({ isOpen }) => isOpen),
  };
}
