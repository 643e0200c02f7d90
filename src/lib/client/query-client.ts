import { QueryClient } from '@tanstack/react-query';
import { mayPass, problemOf } from './problem.ts';

/** Pages arrive with their data and live events keep it fresh; refetching at once would ask twice. */
const STALE_MS = 30_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (failures, error) => failures < 2 && mayPass(problemOf(error)),
      },
    },
  });
}
