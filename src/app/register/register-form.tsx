'use client';

import { type FormEvent, useEffect, useRef } from 'react';
import { AccountLink } from '../_account/account-link.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { TextField } from '../_ui/text-field.tsx';
import { useRegister } from './use-register.ts';

interface RegisterFormProps {
  readonly next: string;
  readonly needsVerifiedEmail: boolean;
}

export function RegisterForm({ next, needsVerifiedEmail }: RegisterFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { register, fields, sentence, isBusy } = useRegister({ next, needsVerifiedEmail });

  // The first field that needs a hand gets the focus, and with it its sentence is read out.
  useEffect(() => {
    if (Object.keys(fields).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [fields]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => String(typed.get(name) ?? '');
    void register({ name: text('name'), email: text('email'), password: text('password') });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-5">
      <ProblemNote sentence={sentence} />
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={80}
        hint="Others see it beside your videos."
        problem={fields.name}
      />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        problem={fields.email}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        problem={fields.password}
      />
      <button type="submit" className="button button-primary w-full" disabled={isBusy}>
        {isBusy ? 'Creating the account…' : 'Create account'}
      </button>
      <p className="text-center text-sm text-muted">
        You have an account?{' '}
        <AccountLink href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in</AccountLink>
      </p>
    </form>
  );
}
