import { AppError } from '#lib/domain/errors.ts';
import type { WebContainer } from '../container.ts';
import { renewTokens } from './renew-tokens.ts';

/** The cookies that a page needs to go on: new ones, or none when the session is over. */
export async function renewForPage(container: WebContainer, request: Request): Promise<Headers> {
  const headers = new Headers();
  await renewTokens(container, request, headers).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
  return headers;
}
