import { GET as report } from '../api/health/route.ts';

export const dynamic = 'force-dynamic';

/** The same report under the path that load balancers look for first. */
export function GET(): Promise<Response> {
  return report();
}
