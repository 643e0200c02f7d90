import type { ApiKeyList } from '#lib/client/api-keys/use-api-keys.ts';
import { formatAge, formatDate } from '#lib/client/format/age.ts';
import { ConfirmButton } from '../../_ui/confirm-button.tsx';

interface KeyRowProps {
  readonly apiKey: ApiKeyList['apiKeys'][number];
  readonly isBusy: boolean;
  readonly onRevoke: () => void;
}

/** One key: what it is called, what it may do, and since when nobody has used it. */
export function KeyRow({ apiKey, isBusy, onRevoke }: KeyRowProps) {
  const { name, prefix, scopes, lastUsedAt, expiresAt, createdAt } = apiKey;
  const isOver = expiresAt !== null && new Date(expiresAt) <= new Date();
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-semibold wrap-anywhere">{name}</span>
          <code className="text-sm text-muted">{prefix}…</code>
        </p>
        <p className="mt-1 text-sm text-muted">{scopes.join(', ')}</p>
        <p className="mt-1 text-sm text-muted" suppressHydrationWarning>
          Made on {formatDate(createdAt)} ·{' '}
          {lastUsedAt ? `last used ${formatAge(lastUsedAt, new Date())}` : 'never used'} ·{' '}
          <span className={isOver ? 'font-semibold text-bad' : ''}>
            {expiresAt === null
              ? 'no end'
              : `${isOver ? 'expired on' : 'valid until'} ${formatDate(expiresAt)}`}
          </span>
        </p>
      </div>
      <ConfirmButton
        className="button button-small button-quiet"
        question={`Revoke the key “${name}”?`}
        consequence="Programs that use it are refused from now on. This can not be undone."
        verb="Revoke"
        disabled={isBusy}
        onConfirm={onRevoke}
      >
        Revoke
      </ConfirmButton>
    </li>
  );
}
