'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { checkNewPassword } from '#lib/client/account/check-registration.ts';
import { useLinkToken } from '#lib/client/account/use-link-token.ts';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { AccountDone } from '../_account/account-done.tsx';
import { AccountLink } from '../_account/account-link.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { TextField } from '../_ui/text-field.tsx';

const NO_TOKEN = 'This page needs the whole link from the letter.';

export function ResetPasswordForm() {
  const trpc = useTRPC();
  const token = useLinkToken();
  const reset = useMutation(trpc.accounts.resetPassword.mutationOptions());
  const [fault, setFault] = useState<string>();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    const found = checkNewPassword(password);
    setFault(found);
    if (!found && token) reset.mutate({ token, password });
  }

  if (reset.isSuccess)
    return (
      <AccountDone
        sentence="Your new password counts from now on. Every device was signed out."
        href="/sign-in"
        link="Sign in"
      />
    );
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <ProblemNote sentence={token === null ? NO_TOKEN : reset.error && problemOf(reset.error).sentence} />
      <TextField
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        problem={fault}
      />
      <button type="submit" className="button button-primary w-full" disabled={!token || reset.isPending}>
        Set the password
      </button>
      <p className="text-center text-sm text-muted">
        The link does not work? <AccountLink href="/forgot-password">Ask for a new one</AccountLink>
      </p>
    </form>
  );
}
