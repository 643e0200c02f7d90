'use client';

import type { FormEvent } from 'react';
import { formatDate } from '#lib/client/format/age.ts';
import type { Review } from '#lib/client/moderation/types.ts';
import { useAppealRefusal } from '#lib/client/moderation/use-review.ts';
import { ProblemNote } from '../../../_ui/problem-note.tsx';
import { WordsField } from '../../_parts/words-field.tsx';

interface AppealListProps {
  readonly videoId: string;
  readonly appeals: Review['appeals'];
}

const states = { open: 'Waits for an answer', accepted: 'Accepted', refused: 'Refused' } as const;

/** What the owner says against takedowns. To restore the video accepts the open one. */
export function AppealList({ videoId, appeals }: AppealListProps) {
  const { refuse, sentence } = useAppealRefusal();
  if (appeals.length === 0) return null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const note = String(form.get('note')).trim() || null;
    refuse.mutate({ videoId, message: String(form.get('message')), note });
  }

  return (
    <section aria-labelledby="appeals-title">
      <h2 id="appeals-title" className="text-lg font-semibold">
        Appeals
      </h2>
      <ul className="mt-3 grid gap-3">
        {appeals.map((appeal) => (
          <li key={appeal.id} className="card grid gap-3 p-4">
            <p className="text-sm text-muted">
              <span className="font-semibold text-ink">{states[appeal.state]}</span>
              {' · '}
              <time dateTime={appeal.createdAt}>{formatDate(appeal.createdAt)}</time>
            </p>
            <p className="max-w-prose wrap-anywhere whitespace-pre-line">{appeal.text}</p>
            {appeal.state === 'open' && (
              <details>
                <summary className="text-sm font-semibold">Refuse it</summary>
                <form onSubmit={submit} className="mt-3 grid max-w-prose gap-4">
                  <WordsField label="Answer to the owner" name="message" required />
                  <WordsField label="Note to the refusal" name="note" hint="For moderators alone." />
                  <ProblemNote sentence={sentence} />
                  <div>
                    <button
                      type="submit"
                      className="button button-small button-danger"
                      disabled={refuse.isPending}
                    >
                      Refuse the appeal
                    </button>
                  </div>
                </form>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
