import { headers } from 'next/headers';
import { apiKeyOf, viewerOfRequest } from '../auth/viewer-of-request.ts';
import { webContainer } from '../container.ts';
import { addressOfRequest } from '../http/address-of-request.ts';
import { appRouter } from './root.ts';
import { createCallerFactory } from './trpc.ts';

const createCaller = createCallerFactory(appRouter);

/** The procedures for server components, as the person whose request is rendered. */
export async function serverCaller() {
  const container = webContainer();
  const request = new Request(container.env.PUBLIC_URL, { headers: new Headers(await headers()) });
  // Pages are for people: a key that strays here is not looked at.
  const viewer = apiKeyOf(request) ? null : await viewerOfRequest(container, request);
  const address = addressOfRequest(container.env, request);
  const responseHeaders = new Headers();
  return createCaller({ container, viewer, request, responseHeaders, address, countAs: 'live' });
}
