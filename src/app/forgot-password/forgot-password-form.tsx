'use client';

import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { AccountLink } from '../_account/account-link.tsx';
import { DoneNote } from '../_ui/done-note.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { TextField } from '../_ui/text-field.tsx';

/** Says the same whoever has the address. */
export function ForgotPasswordForm() {
  const trpc = useTRPC();
  const request = useMutation(trpc.accounts.requestPasswordReset.mutationOptions());

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email')).trim();
    request.mutate({ email });
  }

  return (
    <form onSubmit={submit} className="grid gap-5">
      <p className="text-muted">We send you a link with which you choose a new password.</p>
      <ProblemNote sentence={request.error && problemOf(request.error).sentence} />
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required maxLength={254} />
      <button type="submit" className="button button-primary w-full" disabled={request.isPending}>
        {request.isPending ? 'Sending…' : 'Send the link'}
      </button>
      <DoneNote
        sentence={
          request.isSuccess
            ? 'If an account has this address, a letter is on its way. Its link works for an hour.'
            : null
        }
      />
      <p className="text-center text-sm text-muted">
        You remember it? <AccountLink href="/sign-in">Sign in</AccountLink>
      </p>
    </form>
  );
}
