'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { checkNewPassword } from '#lib/client/account/check-registration.ts';
import { fieldSentences, problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { DoneNote } from '../_ui/done-note.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { TextField } from '../_ui/text-field.tsx';

/** `email` is for the browser's own password store, which keeps the new password beside it. */
export function PasswordForm({ email }: { readonly email: string }) {
  const trpc = useTRPC();
  const change = useMutation(trpc.accounts.changePassword.mutationOptions());
  const [fault, setFault] = useState<string>();
  const problem = change.error ? problemOf(change.error) : undefined;
  const refused = problem && fieldSentences(problem).current;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const next = String(typed.get('next'));
    const found = checkNewPassword(next);
    setFault(found);
    if (found) return;
    change.mutate({ current: String(typed.get('current')), next }, { onSuccess: () => form.reset() });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNote sentence={refused ? null : problem?.sentence} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField
        label="Current password"
        name="current"
        type="password"
        autoComplete="current-password"
        maxLength={128}
        problem={refused}
      />
      <TextField
        label="New password"
        name="next"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        problem={fault}
      />
      <DoneNote
        sentence={change.isSuccess ? 'Your password was changed. Every other device is signed out.' : null}
      />
      <button type="submit" className="button button-quiet justify-self-start" disabled={change.isPending}>
        Change the password
      </button>
    </form>
  );
}
