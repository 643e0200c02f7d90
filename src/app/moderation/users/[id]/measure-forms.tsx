'use client';

import type { PersonDesk } from '#lib/client/moderation/use-person.ts';
import { ConfirmButton } from '../../../_ui/confirm-button.tsx';
import { MeasureForm } from './measure-form.tsx';

/** Warn, limit, trust and ban: each with what it does, and the way back of what stands. */
export function MeasureForms({ desk }: { readonly desk: PersonDesk }) {
  const { person, isBusy } = desk;
  const userId = person.id;
  const quiet = 'button button-small button-quiet justify-self-start';
  return (
    <section aria-labelledby="measures-title" className="grid gap-3">
      <h2 id="measures-title" className="text-lg font-semibold">
        What you can do
      </h2>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <MeasureForm
          title="Warn"
          consequence="They read your words, and nothing else happens."
          verb="Send the warning"
          isBusy={isBusy}
          onSubmit={(words, done) => desk.warn.mutate({ userId, ...words }, { onSuccess: done })}
        />
        {person.limitedAt ? (
          <div className="card grid gap-3 p-4">
            <h3 className="font-semibold">Limited</h3>
            <p className="text-sm text-muted">
              Each new video waits for a moderator, and reports hold nothing.
            </p>
            <button
              type="button"
              className={quiet}
              disabled={isBusy}
              onClick={() => desk.unlimit.mutate({ userId })}
            >
              Lift the limit
            </button>
          </div>
        ) : (
          <MeasureForm
            title="Limit"
            consequence="Each new video waits for a moderator, and reports by them hold nothing."
            verb="Limit"
            isBusy={isBusy}
            onSubmit={(words, done) => desk.limit.mutate({ userId, ...words }, { onSuccess: done })}
          />
        )}
        <div className="card grid gap-3 p-4">
          <h3 className="font-semibold">{person.trustedAt ? 'Trusted' : 'Trust'}</h3>
          <p className="text-sm text-muted">
            Who is trusted needs no review first where the policy says so. They are not told.
          </p>
          <button
            type="button"
            className={quiet}
            disabled={isBusy || (person.limitedAt !== null && person.trustedAt === null)}
            onClick={() => desk.setTrusted.mutate({ userId, trusted: person.trustedAt === null })}
          >
            {person.trustedAt ? 'Trust them no longer' : 'Trust'}
          </button>
        </div>
        {person.bannedAt ? (
          <div className="card grid gap-3 p-4">
            <h3 className="font-semibold">Banned</h3>
            <p className="text-sm text-muted">They can not sign in, and nobody plays their videos.</p>
            <ConfirmButton
              className={quiet}
              question={`Lift the ban of ${person.name}?`}
              consequence="They may come back, and their videos are seen again as before."
              verb="Lift the ban"
              disabled={isBusy}
              onConfirm={() => desk.unban.mutate({ userId })}
            >
              Lift the ban
            </ConfirmButton>
          </div>
        ) : (
          <MeasureForm
            title="Ban"
            consequence="Their sessions end at once, every call tells them the reason, and nobody plays their videos."
            verb="Ban"
            hasNote={false}
            isBusy={isBusy}
            onSubmit={({ message }, done) =>
              desk.ban.mutate({ userId, reason: message }, { onSuccess: done })
            }
          />
        )}
      </div>
    </section>
  );
}
