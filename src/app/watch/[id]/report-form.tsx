'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { moderationReasons, reasonSentences } from '#lib/domain/moderation.ts';
import { ProblemNote } from '../../_ui/problem-note.tsx';

interface ReportFormProps {
  readonly videoId: string;
  readonly onClose: () => void;
}

/** Tells moderators what is wrong with a video. */
export function ReportForm({ videoId, onClose }: ReportFormProps) {
  const trpc = useTRPC();
  const noteId = useId();
  const report = useMutation(trpc.reports.create.mutationOptions());

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = moderationReasons.find((known) => known === form.get('reason'));
    const note = String(form.get('note')).trim();
    if (reason) report.mutate({ videoId, reason, note: note || null });
  }

  if (report.isSuccess) {
    return (
      <div role="status" className="grid gap-5">
        <p>Thank you. A moderator will look at it.</p>
        <button type="button" className="button button-primary justify-self-end" onClick={onClose}>
          Close
        </button>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="grid gap-5">
      <fieldset>
        <legend className="mb-1 text-sm font-semibold">What is wrong with it?</legend>
        {moderationReasons.map((reason) => (
          <label key={reason} className="flex min-h-9 items-center gap-3">
            <input
              type="radio"
              name="reason"
              value={reason}
              required
              className="size-4.5 shrink-0 accent-accent"
            />
            {reasonSentences[reason]}
          </label>
        ))}
      </fieldset>
      <div>
        <label htmlFor={noteId} className="mb-1.5 block text-sm font-semibold">
          What should moderators know? (optional)
        </label>
        <textarea
          id={noteId}
          name="note"
          className="field"
          rows={3}
          maxLength={1000}
          placeholder="For example at which minute"
        />
      </div>
      <ProblemNote sentence={report.error && problemOf(report.error).sentence} />
      <div className="flex justify-end gap-3">
        <button type="button" className="button button-quiet" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="button button-primary" disabled={report.isPending}>
          Report
        </button>
      </div>
    </form>
  );
}
