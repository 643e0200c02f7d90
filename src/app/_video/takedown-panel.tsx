'use client';

import { type FormEvent, useId } from 'react';
import { formatDate } from '#lib/client/format/age.ts';
import { useTakedown } from '#lib/client/moderation/use-takedown.ts';
import { reasonSentences } from '#lib/domain/moderation.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';

const appealStates = {
  open: 'Your appeal waits for a moderator.',
  accepted: 'Your appeal was accepted.',
  refused: 'Your appeal was refused.',
} as const;

/** For the owner of what was taken down: why, and the one appeal there is. */
export function TakedownPanel({ videoId }: { readonly videoId: string }) {
  const id = useId();
  const { takedown, isPending, appeal, sentence } = useTakedown(videoId);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    appeal.mutate({ videoId, text: String(new FormData(event.currentTarget).get('text')) });
  }

  if (isPending) return <p className="text-sm text-muted">Looking up why …</p>;
  return (
    <div className="grid gap-3">
      {takedown && (
        <p className="text-sm">
          <span className="font-semibold">
            {takedown.reason ? reasonSentences[takedown.reason] : 'No reason was given'}
          </span>
          {' · '}
          <time dateTime={takedown.decidedAt} className="text-muted">
            {formatDate(takedown.decidedAt)}
          </time>
        </p>
      )}
      {takedown?.message && (
        <p className="max-w-prose wrap-anywhere whitespace-pre-line">{takedown.message}</p>
      )}
      {takedown?.appeal && (
        <div role="status" className="text-sm">
          <p className="font-semibold">{appealStates[takedown.appeal.state]}</p>
          <p className="max-w-prose text-muted wrap-anywhere">{takedown.appeal.text}</p>
        </div>
      )}
      {takedown?.canAppeal && (
        <form onSubmit={submit} aria-label="Appeal" className="grid max-w-prose gap-2">
          <label htmlFor={id} className="text-sm font-semibold">
            Why should it be restored?
          </label>
          <textarea id={id} name="text" rows={3} maxLength={2000} required className="field" />
          <p className="text-sm text-muted">You can appeal once against each decision. Moderators read it.</p>
          <div>
            <button type="submit" className="button button-small button-primary" disabled={appeal.isPending}>
              Send the appeal
            </button>
          </div>
        </form>
      )}
      <ProblemNote sentence={sentence} />
    </div>
  );
}
