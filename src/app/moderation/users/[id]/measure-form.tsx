'use client';

import { type FormEvent, useState } from 'react';
import { WordsField } from '../../_parts/words-field.tsx';

interface MeasureFormProps {
  readonly title: string;
  readonly consequence: string;
  readonly verb: string;
  /** A ban has a reason alone. */
  readonly hasNote?: boolean;
  readonly isBusy: boolean;
  /** `done` makes room for the next one; what was typed stays until then. */
  readonly onSubmit: (words: { message: string; note: string | null }, done: () => void) => void;
}

const BAN_REASON_LENGTH = 300;

/** Words to a person, and a note for moderators. */
export function MeasureForm({
  title,
  consequence,
  verb,
  hasNote = true,
  isBusy,
  onSubmit,
}: MeasureFormProps) {
  const [formNumber, setFormNumber] = useState(0);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const note = String(form.get('note') ?? '').trim() || null;
    onSubmit({ message: String(form.get('message')), note }, () => setFormNumber(formNumber + 1));
  }

  return (
    <form key={formNumber} onSubmit={submit} aria-label={title} className="card grid gap-3 p-4">
      <h3 className="font-semibold">{title}</h3>
      <p className="text-sm text-muted">{consequence}</p>
      <WordsField
        label={hasNote ? 'Words to them' : 'Reason, which they read'}
        name="message"
        required
        {...(hasNote ? {} : { maxLength: BAN_REASON_LENGTH })}
      />
      {hasNote && <WordsField label="Note" name="note" hint="For moderators alone." rows={1} />}
      <button
        type="submit"
        className={`button button-small justify-self-start ${hasNote ? 'button-quiet' : 'button-danger'}`}
        disabled={isBusy}
      >
        {verb}
      </button>
    </form>
  );
}
