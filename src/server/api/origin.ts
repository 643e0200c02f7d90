import { isGuestOrigin } from './cors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const json = ['application/json'];

interface Sites {
  readonly PUBLIC_URL: string;
  readonly CORS_ORIGIN?: readonly string[] | undefined;
}

/**
 * Whether a browser sends this write from another site. Cookies travel with such a request, and tRPC takes
 * form posts without a preflight, so they must be refused by where they come from and what they carry.
 * A request with neither Origin nor Sec-Fetch-Site is no browser's.
 * @param contentTypes beginnings of what may be sent here
 */
export function isForeignWrite(
  request: Request,
  sites: Sites,
  contentTypes: readonly string[] = json,
): boolean {
  if (safeMethods.has(request.method)) return false;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (site === null && origin === null) return false;
  const sent = request.headers.get('content-type')?.toLowerCase() ?? '';
  if (!contentTypes.some((type) => sent.startsWith(type))) return true;
  // Let in by the setting: no form sends JSON, so the browser had to ask first.
  if (origin !== null && !request.headers.has('cookie') && isGuestOrigin(sites, origin)) return false;
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  if (origin === null) return false;
  return origin !== new URL(sites.PUBLIC_URL).origin && !isOwnHost(origin, request.headers.get('host'));
}

/** The site opened by another of its names, such as 127.0.0.1 instead of localhost. */
function isOwnHost(origin: string, host: string | null): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
