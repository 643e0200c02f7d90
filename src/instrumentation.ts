import { stampPeers } from '#server/http/peer-stamp.ts';

/** Next.js calls this once, when web starts. */
export function register(): void {
  stampPeers();
}
