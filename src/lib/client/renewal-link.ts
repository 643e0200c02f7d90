import { type Operation, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import type { AppRouter } from '#server/api/root.ts';
import type { Renewal } from './account/renew-session.ts';

/** Whether the access token may be over. A browser hides why a stream of events was refused: it may be that. */
function mayBeOver(operation: Operation, error: TRPCClientError<AppRouter>): boolean {
  if (operation.type === 'subscription' && !error.data) return true;
  return error.data?.appCode === 'UNAUTHORIZED';
}

/**
 * Renews the session once when a call is refused for want of one, and makes the call again: for pages and for an
 * upload that outlasts many access tokens, expiry does not exist.
 */
export function renewalLink(renew: () => Promise<Renewal>): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let isLeft = false;
        let hasRenewed = false;
        let current: Unsubscribable;

        function begin(): Unsubscribable {
          return next(op).subscribe({
            next(value) {
              // A stream that runs may outlast its token again.
              if (value.result.type !== 'state') hasRenewed = false;
              observer.next(value);
            },
            complete: () => observer.complete(),
            error(error) {
              if (hasRenewed || !mayBeOver(op, error)) return observer.error(error);
              hasRenewed = true;
              void renew().then((renewal) => {
                if (isLeft) return;
                if (renewal === 'unreachable')
                  observer.error(TRPCClientError.from(new Error('The session could not be renewed')));
                else current = begin();
              });
            },
          });
        }

        current = begin();
        return () => {
          isLeft = true;
          current.unsubscribe();
        };
      });
}
