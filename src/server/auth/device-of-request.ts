import type { Device } from '../accounts/device.ts';

/** As long as anybody's is; the column holds no more. */
const LONGEST_USER_AGENT = 300;

/** What a sign-in is remembered by on the page of devices. */
export function deviceOfRequest(request: Request, address: string): Device {
  const userAgent = request.headers.get('user-agent')?.slice(0, LONGEST_USER_AGENT) ?? null;
  return { userAgent, address };
}
