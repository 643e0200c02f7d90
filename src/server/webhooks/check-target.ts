import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#lib/domain/errors.ts';
import { parseTarget, type Resolve, resolveTarget, TargetRefused } from './target.ts';

/** A person waits for it. The check that counts is made at every send. */
const PATIENCE_MS = 2_000;

/**
 * Judges the URL of a new webhook at once, as far as that can be known now: a name that resolves to nothing, or not in
 * time, may do so later.
 * @throws AppError VALIDATION_FAILED
 */
export function createTargetCheck(parts: { readonly resolve: Resolve; readonly allowPrivate: boolean }) {
  return async (text: string): Promise<string> => {
    const url = parseTarget(text, parts.allowPrivate);
    const refusal = resolveTarget(url, parts.resolve, parts.allowPrivate).then(
      () => undefined,
      (error: unknown) => (error instanceof TargetRefused ? error : undefined),
    );
    const refused = await Promise.race([refusal, delay(PATIENCE_MS, undefined, { ref: false })]);
    if (refused)
      throw new AppError('VALIDATION_FAILED', 'Webhooks are sent to public addresses only.', {
        details: { field: 'url', reason: refused.message },
      });
    return url.href;
  };
}
