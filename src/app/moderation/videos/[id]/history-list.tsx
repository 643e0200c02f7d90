import { formatMoment } from '#lib/client/format/age.ts';
import { nameOfAction } from '#lib/client/moderation/action-names.ts';
import type { Review } from '#lib/client/moderation/types.ts';
import { reasonSentences } from '#lib/domain/moderation.ts';

/** Every decision about it, newest first, with its words. */
export function HistoryList({ history }: { readonly history: Review['history'] }) {
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title" className="text-lg font-semibold">
        History
      </h2>
      {history.length === 0 && <p className="mt-2 text-muted">No moderator has decided anything yet.</p>}
      <ol className="mt-2 divide-y divide-line">
        {history.map((action) => (
          <li key={action.id} className="grid gap-1 py-3 text-sm">
            <p>
              <span className="font-semibold">{nameOfAction(action.kind)}</span>
              {action.reason && ` · ${reasonSentences[action.reason]}`}
              {' · '}
              {action.actor ? (action.actor.name ?? 'somebody who has left') : 'a rule'}
              {' · '}
              <time dateTime={action.createdAt} className="text-muted">
                {formatMoment(action.createdAt)}
              </time>
            </p>
            {action.message && <p className="max-w-prose wrap-anywhere">To the owner: {action.message}</p>}
            {action.note && <p className="max-w-prose text-muted wrap-anywhere">Note: {action.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
