'use client';

import { type FormEvent, useState } from 'react';
import { signInWithPassword } from '#lib/client/account/sign-in.ts';
import { AccountLink } from '../_account/account-link.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { TextField } from '../_ui/text-field.tsx';

const sentences = {
  refused: 'E-mail address or password is wrong.',
  'too-many': 'Too many wrong passwords. Wait a quarter of an hour, then try again.',
  unreachable: 'Signing in did not work just now. Try again in a moment.',
} as const;
const unconfirmed = 'Or the address is not confirmed yet: then a new letter is on its way.';

interface SignInFormProps {
  readonly next: string;
  /** Then a right password is refused too, in the same words, until the address is confirmed. */
  readonly needsVerifiedEmail: boolean;
}

export function SignInForm({ next, needsVerifiedEmail }: SignInFormProps) {
  const sentenceOf = (kind: keyof typeof sentences): string =>
    kind === 'refused' && needsVerifiedEmail ? `${sentences.refused} ${unconfirmed}` : sentences[kind];
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    setProblem(null);
    const result = await signInWithPassword(String(form.get('email')), String(form.get('password')));
    if (result.kind === 'signed-in') {
      // A whole load, so that nothing of who was here before stays in memory.
      window.location.assign(next);
      return;
    }
    setIsBusy(false);
    setProblem(result.kind === 'told' ? result.sentence : sentenceOf(result.kind));
  }

  return (
    <form onSubmit={submit} className="grid gap-5">
      <ProblemNote sentence={problem} />
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required maxLength={254} />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={128}
      />
      <button type="submit" className="button button-primary w-full" disabled={isBusy}>
        {isBusy ? 'Signing in…' : 'Sign in'}
      </button>
      <p className="text-center text-sm">
        <AccountLink href="/forgot-password">Forgotten your password?</AccountLink>
      </p>
      <p className="text-center text-sm text-muted">
        New here?{' '}
        <AccountLink href={`/register?next=${encodeURIComponent(next)}`}>Create an account</AccountLink>
      </p>
    </form>
  );
}
