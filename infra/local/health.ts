import type { StackSettings } from './env.ts';
import { waitUntil } from './processes/wait-until.ts';
import { webInternalUrl } from './programs/program-env.ts';

const healthySeconds = 60;

/** Waits for GET /api/health to answer 200; on failure its last answer stands in the error. */
export async function waitForHealth(settings: StackSettings, signal: AbortSignal): Promise<void> {
  const url = `${webInternalUrl(settings)}/api/health`;
  let last = 'no answer';
  const healthy = await waitUntil(
    async () => {
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
        last = `${response.status} ${(await response.text()).slice(0, 500)}`;
        return response.ok;
      } catch (error) {
        last = error instanceof Error ? error.message : String(error);
        return false;
      }
    },
    healthySeconds,
    signal,
  );
  if (!healthy) throw new Error(`${url} was not healthy within ${healthySeconds} s: ${last}`);
}
