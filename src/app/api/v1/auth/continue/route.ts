import { safeReturnPath } from '#lib/client/account/return-path.ts';
import { countVisit } from '#server/api/door.ts';
import { restError } from '#server/api/rest-answer.ts';
import { renewForPage } from '#server/auth/renew-for-page.ts';
import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

/** Where `proxy.ts` sends a browser whose access token is over: renews it, then back to the page. */
export async function GET(request: Request): Promise<Response> {
  const container = webContainer();
  const headers = new Headers();
  try {
    await countVisit(container, request, headers);
    await renewForPage(container, request, headers);
  } catch (error) {
    return restError(error, headers);
  }
  headers.set('location', safeReturnPath(new URL(request.url).searchParams.get('next') ?? undefined));
  headers.set('cache-control', 'no-store');
  return new Response(null, { status: 303, headers });
}
