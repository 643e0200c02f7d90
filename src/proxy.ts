import { type NextRequest, NextResponse } from 'next/server';
import { renewalRedirect } from '#server/auth/renewal-redirect.ts';
import { readEnv, webEnvSchema } from '#server/env.ts';

/** Read at the first page: a build has no environment. */
let settings: { AUTH_SECRET: string; PUBLIC_URL: string } | undefined;

/** Before every page. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  settings ??= readEnv(webEnvSchema.pick({ AUTH_SECRET: true, PUBLIC_URL: true }));
  const renewal = await renewalRedirect(request, settings);
  return renewal ? NextResponse.redirect(renewal) : NextResponse.next();
}

/** Pages alone: no API, no media, nothing with a file's name. */
export const config = { matcher: ['/((?!api/|media/|_next/|health|.*\\..*).*)'] };
