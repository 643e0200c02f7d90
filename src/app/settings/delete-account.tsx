'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef } from 'react';
import { fieldSentences, problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { TextField } from '../_ui/text-field.tsx';

/** Asks for the password: a device that was left open must not be enough. */
export function DeleteAccount() {
  const trpc = useTRPC();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const leave = useMutation(
    trpc.accounts.deleteAccount.mutationOptions({ onSuccess: () => window.location.assign('/') }),
  );
  const problem = leave.error ? problemOf(leave.error) : undefined;
  const refused = problem && fieldSentences(problem).password;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    leave.mutate({ password: String(new FormData(event.currentTarget).get('password')) });
  }

  return (
    <>
      <button type="button" className="button button-danger" onClick={() => dialog.current?.showModal()}>
        Delete my account…
      </button>
      <dialog ref={dialog} aria-labelledby={titleId} className="dialog">
        <form onSubmit={submit} className="grid gap-5">
          <h2 id={titleId} className="text-lg font-semibold">
            Delete your account?
          </h2>
          <p className="text-muted">
            Your videos stop playing at once, for everyone. Files and everything else of yours are removed
            within minutes.
          </p>
          <ProblemNote sentence={refused ? null : problem?.sentence} />
          <TextField
            label="Your password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={128}
            problem={refused}
          />
          <div className="flex flex-wrap justify-end gap-3">
            <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
              No, go back
            </button>
            <button
              type="submit"
              className="button button-danger"
              disabled={leave.isPending || leave.isSuccess}
            >
              Delete everything
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
