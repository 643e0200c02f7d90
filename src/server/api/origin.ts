const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser sends this write from another site. Cookies travel with such a request, and tRPC takes
 * form posts without a preflight, so they must be refused by where they come from and what they carry.
 * A request with neither Origin nor Sec-Fetch-Site is no browser's.
 */
export function isForeignWrite(request: Request, publicUrl: string): boolean {
  if (safeMethods.has(request.method)) return false;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (site === null && origin === null) return false;
  if (!request.headers.get('content-type')?.startsWith('application/json')) return true;
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  if (origin === null) return false;
  return origin !== new URL(publicUrl).origin && !isOwnHost(origin, request.headers.get('host'));
}

/** The site opened by another of its names, such as 127.0.0.1 instead of localhost. */
function isOwnHost(origin: string, host: string | null): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
