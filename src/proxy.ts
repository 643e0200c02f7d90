import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { renewalRedirect } from '#server/auth/renewal-redirect.ts';
import { isDevelopment, readEnv, type WebEnv, webEnvSchema } from '#server/env.ts';
import { buildPagePolicy, setTransportSecurity, storeOriginsOf } from '#server/http/page-policy.ts';

const POLICY = 'content-security-policy';
/** Pages are looked at; what is sent goes to the API. */
const pageMethods = ['GET', 'HEAD'];

/** Read at the first page: a build has no environment. */
let env: WebEnv | undefined;

/** Before every page. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  env ??= readEnv(webEnvSchema);
  const response = await respond(request, env);
  setTransportSecurity(env.PUBLIC_URL, response.headers);
  return response;
}

async function respond(request: NextRequest, settings: WebEnv): Promise<NextResponse> {
  if (!pageMethods.includes(request.method)) return refuseMethod();
  const renewal = await renewalRedirect(request, settings);
  return renewal ? NextResponse.redirect(renewal) : goOn(request, settings);
}

/** Next.js would show the page to whatever method asks. */
function refuseMethod(): NextResponse {
  const headers = {
    allow: pageMethods.join(', '),
    [POLICY]: `frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
  };
  return new NextResponse(null, { status: 405, headers });
}

/** To the page, with its policy: Next.js finds the nonce in the request's copy and puts it on its own scripts. */
function goOn(request: NextRequest, settings: WebEnv): NextResponse {
  const nonce = randomBytes(16).toString('base64');
  const isEmbed = request.nextUrl.pathname.startsWith('/embed/');
  const policy = buildPagePolicy({
    nonce,
    storeOrigins: storeOriginsOf(settings),
    isEmbed,
    isSecure: settings.PUBLIC_URL.startsWith('https:'),
    isDevelopment: isDevelopment(),
  });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-embed', isEmbed ? 'yes' : 'no');
  headers.set(POLICY, policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY, policy);
  if (!isEmbed) response.headers.set('x-frame-options', 'DENY');
  return response;
}

/**
 * Pages alone: no API, no media, none of `public/`. Of what it matches Next.js holds each body in memory.
 * A path that looks like a file's is a page that does not exist, and gets its policy too.
 */
export const config = {
  matcher: ['/((?!api/|media/|_next/|icons/|health$|favicon\\.ico$|icon\\.svg$|manifest\\.webmanifest$).*)'],
};
