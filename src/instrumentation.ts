import { prepareRequests } from '#server/http/prepare-requests.ts';

/** Next.js calls this once, when web starts. */
export function register(): void {
  prepareRequests();
}
