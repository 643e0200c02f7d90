import NextAuth from 'next-auth';
import type { WebContainer } from '../container.ts';
import { authOptions } from './options.ts';

/** Answers `/api/auth/*`: next-auth, which knows no answer for "too many". */
export async function handleBrowserSignIn(
  container: WebContainer,
  request: Request,
  context: { readonly params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const limits = new Headers();
  const own = new Headers();
  const options = authOptions(container, request, own, limits);
  const answer = await (NextAuth(request as never, context as never, options) as Promise<Response>);
  for (const cookie of own.getSetCookie()) answer.headers.append('set-cookie', cookie);
  if (!limits.has('retry-after')) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of limits) headers.set(name, value);
  return new Response(answer.body, { status: 429, headers });
}
