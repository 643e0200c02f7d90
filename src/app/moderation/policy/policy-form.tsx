'use client';

import type { FormEvent } from 'react';
import { usePolicy } from '#lib/client/moderation/use-policy.ts';
import type { SitePolicy } from '#lib/domain/site-policy.ts';
import { DoneNote } from '../../_ui/done-note.tsx';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { TextField } from '../../_ui/text-field.tsx';
import { WordsField } from '../_parts/words-field.tsx';
import { Choice } from './choice.tsx';

/** A word or phrase a line: 500 of 80 characters. */
const WORDS_LENGTH = 41_000;

function readPolicy(form: FormData): SitePolicy {
  const lines = String(form.get('watchedWords')).split('\n');
  return {
    publishing: form.get('publishing') === 'review-first' ? 'review-first' : 'publish-then-review',
    trustedSkip: form.has('trustedSkip'),
    watchedWords: [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))],
    reportsToHold: Number(form.get('reportsToHold')),
    newAccountHours: Number(form.get('newAccountHours')),
    holdKnownContent: form.has('holdKnownContent'),
  };
}

/** The whole policy at once. Who may not change it reads the same form, shut. */
export function PolicyForm({
  initial,
  canEdit,
}: {
  readonly initial: SitePolicy;
  readonly canEdit: boolean;
}) {
  const { policy, save, sentence } = usePolicy(initial);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate(readPolicy(new FormData(event.currentTarget)));
  }

  return (
    <form onSubmit={submit} className="max-w-2xl">
      <fieldset disabled={!canEdit} className="grid gap-6">
        <legend className="sr-only">The site’s policy</legend>
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-sm font-semibold">Publishing</legend>
          <Choice
            type="radio"
            name="publishing"
            value="publish-then-review"
            isChecked={policy.publishing === 'publish-then-review'}
            label="Publish, then review"
            hint="A video is seen as soon as it is ready, and moderators look at it afterwards."
          />
          <Choice
            type="radio"
            name="publishing"
            value="review-first"
            isChecked={policy.publishing === 'review-first'}
            label="Review first"
            hint="Strangers see nothing before a moderator has approved it."
          />
          <Choice
            type="checkbox"
            name="trustedSkip"
            isChecked={policy.trustedSkip}
            label="Trusted people skip the review"
            hint="And are never too new. Moderators’ own videos are not reviewed first either."
          />
        </fieldset>
        <fieldset className="grid gap-4">
          <legend className="mb-1 text-sm font-semibold">What waits for a moderator</legend>
          <WordsField
            label="Watched words"
            name="watchedWords"
            hint="A word or phrase a line. In title or description it holds the video: whole words, without case and accents."
            rows={4}
            maxLength={WORDS_LENGTH}
            defaultValue={policy.watchedWords.join('\n')}
          />
          <TextField
            label="Reports that hold a video"
            name="reportsToHold"
            type="number"
            min={0}
            max={1000}
            required
            defaultValue={policy.reportsToHold}
            hint="By so many different people since a moderator last looked. 0: reports hold nothing."
          />
          <TextField
            label="Hours for which an account is new"
            name="newAccountHours"
            type="number"
            min={0}
            max={8760}
            required
            defaultValue={policy.newAccountHours}
            hint="Videos of newer accounts wait. 0: none do."
          />
          <Choice
            type="checkbox"
            name="holdKnownContent"
            isChecked={policy.holdKnownContent}
            label="Hold what was taken down before"
            hint="The same file, or the same frames in another container. A copy that was cut or encoded anew is not known."
          />
        </fieldset>
        {canEdit && (
          <div className="grid gap-3">
            <ProblemNote sentence={sentence} />
            <DoneNote sentence={save.isSuccess ? 'Saved. It counts from now on.' : null} />
            <div>
              <button type="submit" className="button button-primary" disabled={save.isPending}>
                Save the policy
              </button>
            </div>
          </div>
        )}
      </fieldset>
    </form>
  );
}
