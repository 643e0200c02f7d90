import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import type { AppRouter } from '#server/api/root.ts';
import { createRenewal } from './account/renew-session.ts';
import { renewalLink } from './renewal-link.ts';

const url = '/api/trpc';
/** What a page says when it is left must not be lost with it. No call of ours that is as small as this needs more. */
const outlivesPage = /\/watch\.beat\b/;

/** The server takes no larger batch, lest one request carry thousands of calls. */
const MAX_BATCH = 10;

export function createApiClient(): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      renewalLink(createRenewal()),
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpBatchLink({
          url,
          maxItems: MAX_BATCH,
          fetch: (address, init) =>
            fetch(address, { ...init, keepalive: outlivesPage.test(String(address)) }),
        }),
      }),
    ],
  });
}
