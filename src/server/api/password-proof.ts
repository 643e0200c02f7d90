import { AppError } from '#lib/domain/errors.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { ApiContext } from './trpc.ts';

/**
 * Runs what asks for a password inside of the site: a signed-in person for theirs, a visitor for that of a link. Wrong ones count like those at the door, or a session that was
 * left open would be the place to guess. They are answered 422, for the session is good: a 401 would have it renewed.
 * @throws AppError VALIDATION_FAILED for a wrong password; RATE_LIMIT_EXCEEDED after too many
 */
export async function withPasswordProof<Answer>(
  { container, address, responseHeaders }: ApiContext,
  { email }: Pick<Viewer, 'email'>,
  attempt: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await container.signInLimits.guard({ email, address }, attempt, responseHeaders);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'UNAUTHORIZED')) throw error;
    throw new AppError('VALIDATION_FAILED', error.message, { details: { ...error.details } });
  }
}
