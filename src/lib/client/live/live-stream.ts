import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '#server/api/root.ts';
import { mayPass, problemOf } from '../problem.ts';
import type { OpenLiveStream } from './live-leader.ts';

const FIRST_DELAY_MS = 500;
/** Pages ask by themselves every fifteen seconds meanwhile. */
const LONGEST_DELAY_MS = 15_000;

export interface ReopenTools {
  /** Calls `act` after `ms`; what it returns calls it off. */
  later(ms: number, act: () => void): () => void;
  /** 0 ≤ x < 1. */
  random(): number;
}

type Client = Pick<TRPCClient<AppRouter>, 'videos'>;

/**
 * A stream that goes on: tRPC comes back to a server that restarts, but not through a proxy that says 502 meanwhile,
 * after which browsers give an event stream up. Spread, for everybody is sent off at once. A refusal ends it.
 */
export function openLiveStream(client: Client, { later, random }: ReopenTools): OpenLiveStream {
  return (wish, listener) => {
    let failures = 0;
    let cancel: () => void = () => undefined;
    let isClosed = false;

    function reopen(): void {
      if (isClosed) return;
      const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures++);
      cancel = later(Math.round(ceiling * (0.5 + random() / 2)), begin);
    }

    function begin(): void {
      const stream = client.videos.onChanges.subscribe(
        { mine: wish.mine, ids: [...wish.ids] },
        {
          onStarted() {
            failures = 0;
            listener.onBegun();
          },
          onData: ({ data }) => listener.onState(data),
          onError: (error) => (mayPass(problemOf(error)) ? reopen() : undefined),
          // The server had nothing more to say: whether one may hear more is found out by asking.
          onComplete: reopen,
        },
      );
      cancel = () => stream.unsubscribe();
    }

    begin();
    return () => {
      isClosed = true;
      cancel();
    };
  };
}
