import type { ApiScope } from '#lib/domain/api-scopes.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';

/**
 * Whether the one who asks may make a call that is open to this scope. People may; an API key needs the scope,
 * and a call without one is not for keys at all.
 * @throws AppError FORBIDDEN
 */
export function checkKeyScope(viewer: MaybeViewer, scope: ApiScope | undefined): void {
  const key = viewer?.apiKey;
  if (!key) return;
  if (!scope) throw new AppError('FORBIDDEN', 'This call can not be made with an API key.');
  if (!key.scopes.includes(scope))
    throw new AppError('FORBIDDEN', `This API key lacks the scope ${scope}.`, { details: { scope } });
}
