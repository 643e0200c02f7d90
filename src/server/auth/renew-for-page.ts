import { AppError } from '#lib/domain/errors.ts';
import type { WebContainer } from '../container.ts';
import { renewTokens } from './renew-tokens.ts';

/** Gives a page the cookies to go on with, or takes them away when the session is over: then it goes on as nobody's. */
export async function renewForPage(
  container: WebContainer,
  request: Request,
  answer: Headers,
): Promise<void> {
  await renewTokens(container, request, answer).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}
