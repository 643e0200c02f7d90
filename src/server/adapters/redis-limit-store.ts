import { Redis } from 'ioredis';
import type { LimitStore } from '../ports/limit-store.ts';

/** Compare and set in one step. ARGV: before ("" for nothing: a state is never empty), after, expiry in ms of the epoch. */
const SWAP = `
local held = redis.call('GET', KEYS[1]) or ''
if held ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PXAT', ARGV[3])
return 1`;

/** Redis may hold other programs' keys. */
const PREFIX = 'sluice:limit:';

/** A call waits this long at most: a limit must never hold up what it guards. */
const COMMAND_TIMEOUT_MS = 500;

/**
 * Needs Redis 6.2 or newer, or Valkey.
 * @param onTrouble told of each failed connection; calls fail meanwhile
 */
export function createRedisLimitStore(
  url: string,
  onTrouble: (error: Error) => void,
): LimitStore & { close(): void } {
  const redis = new Redis(url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    lazyConnect: true,
  });
  redis.on('error', onTrouble);
  redis.connect().catch(onTrouble);
  return {
    read: async (key) => (await redis.get(PREFIX + key)) ?? undefined,
    async swap(key, before, after, keepUntil) {
      const written = await redis.eval(SWAP, 1, PREFIX + key, before ?? '', after, keepUntil.getTime());
      return written === 1;
    },
    close: () => redis.disconnect(),
  };
}
