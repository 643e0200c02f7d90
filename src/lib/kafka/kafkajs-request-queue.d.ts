/** What of kafkajs' inner queue of one connection is mended here: the package types only its front. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  import type { EventEmitter } from 'node:events';

  export default class RequestQueue extends EventEmitter {
    constructor(options: {
      readonly maxInFlightRequests: number | null;
      readonly requestTimeout: number;
      readonly enforceRequestTimeout: boolean;
      readonly clientId: string;
      readonly broker: string;
      readonly logger: { debug(message: string): void };
    });
    /** Requests that were not sent yet. */
    readonly pending: unknown[];
    /** Milliseconds since the epoch; -1 when it never was. */
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    /** The broker asked for quiet. */
    maybeThrottle(milliseconds: number): void;
    push(request: {
      readonly entry: { readonly correlationId: number; resolve(): void };
      readonly expectResponse: boolean;
      sendRequest(): void;
    }): void;
    scheduleCheckPendingRequests(): void;
  }
}
