'use client';

import { type FormEvent, useId } from 'react';
import type { Words } from '#lib/client/moderation/use-decisions.ts';
import { type Decision, moderationReasons, needsReason, reasonSentences } from '#lib/domain/moderation.ts';
import { Dialog } from '../../_ui/dialog.tsx';
import { WordsField } from './words-field.tsx';

interface DecisionDialogProps {
  readonly decision: Decision;
  /** Whose it is about: a title, or how many. */
  readonly subject: string;
  readonly onDecide: (words: Words) => void;
  readonly onClose: () => void;
}

const verbs: Readonly<Record<Decision, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  hide: 'Hide',
  restore: 'Restore',
};
const consequences: Readonly<Record<Decision, string>> = {
  approve: 'It is seen by whoever may see it, and open reports are answered.',
  reject: 'Nobody but moderators can play it from now on. The owner is told, and may appeal.',
  hide: 'Nobody but moderators can play it until it is restored. The owner is told, and may appeal.',
  restore: 'It is approved: seen by whoever may see it. The owner is told.',
};

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim() || null;

/** Reason, note and message to the owner. Shut without a decision, it changes nothing. */
export function DecisionDialog({ decision, subject, onDecide, onClose }: DecisionDialogProps) {
  const id = useId();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = moderationReasons.find((known) => known === form.get('reason')) ?? null;
    onDecide({ reason, note: textOf(form, 'note'), message: textOf(form, 'message') });
    onClose();
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={`${verbs[decision]} ${subject}?`}
      description={consequences[decision]}
    >
      <form onSubmit={submit} className="grid gap-4">
        {needsReason(decision) && (
          <div>
            <label htmlFor={`${id}-reason`} className="mb-1.5 block text-sm font-semibold">
              Reason
            </label>
            <select id={`${id}-reason`} name="reason" className="field" required defaultValue="">
              <option value="" disabled>
                Choose one
              </option>
              {moderationReasons.map((reason) => (
                <option key={reason} value={reason}>
                  {reasonSentences[reason]}
                </option>
              ))}
            </select>
          </div>
        )}
        <WordsField label="Message to the owner" name="message" hint="They read it with the reason." />
        <WordsField label="Note" name="note" hint="For moderators alone." />
        <div className="flex justify-end gap-3">
          <button type="button" className="button button-quiet" onClick={onClose}>
            No, go back
          </button>
          <button
            type="submit"
            className={`button ${needsReason(decision) ? 'button-danger' : 'button-primary'}`}
          >
            {verbs[decision]}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
