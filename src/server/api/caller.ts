import { headers } from 'next/headers';
import { AppError } from '#lib/domain/errors.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import { apiKeyOf, viewerOfRequest } from '../auth/viewer-of-request.ts';
import { type WebContainer, webContainer } from '../container.ts';
import { addressOfRequest } from '../http/address-of-request.ts';
import { appRouter } from './root.ts';
import { createCallerFactory } from './trpc.ts';

const createCaller = createCallerFactory(appRouter);

async function requestOfPage({ env }: WebContainer): Promise<Request> {
  return new Request(env.PUBLIC_URL, { headers: new Headers(await headers()) });
}

/** Who looks at a page, or why they may not. */
async function askWho(container: WebContainer, request: Request): Promise<MaybeViewer | AppError> {
  // Pages are for people: a key that strays here is not looked at.
  if (apiKeyOf(request)) return null;
  return viewerOfRequest(container, request).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
}

/**
 * The procedures for server components, as the person whose request is rendered. Whoever is banned is nobody here.
 * @param options.asStranger for pages that show the same to everyone
 */
export async function serverCaller({ asStranger = false } = {}) {
  const container = webContainer();
  const request = await requestOfPage(container);
  const who = asStranger ? null : await askWho(container, request);
  const viewer = who instanceof AppError ? null : who;
  const address = addressOfRequest(container.env, request);
  const responseHeaders = new Headers();
  return createCaller({ container, viewer, request, responseHeaders, address, countAs: 'live' });
}

/** What to tell a banned person on every page; null to everyone else. */
export async function banSentence(): Promise<string | null> {
  const container = webContainer();
  const who = await askWho(container, await requestOfPage(container));
  return who instanceof AppError && who.code === 'FORBIDDEN' ? who.message : null;
}
