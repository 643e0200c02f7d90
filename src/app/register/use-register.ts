'use client';

import { useState } from 'react';
import {
  checkRegistration,
  type FieldSentences,
  type Registration,
  sentencesOfRefusal,
} from '#lib/client/account/check-registration.ts';
import { signInWithPassword } from '#lib/client/account/sign-in.ts';
import { fieldSentences, problemOf } from '#lib/client/problem.ts';
import { useTRPCClient } from '#lib/client/trpc.ts';

interface RegisterOptions {
  readonly next: string;
  readonly needsVerifiedEmail: boolean;
}

/** Registers, then signs in if that is enough. What was typed stays in the form, which belongs to the browser. */
export function useRegister({ next, needsVerifiedEmail }: RegisterOptions) {
  const client = useTRPCClient();
  const [fields, setFields] = useState<FieldSentences>({});
  const [sentence, setSentence] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  /** Shows what the server refused: beside its field where there is one, above the form otherwise. */
  function refuse(error: unknown): void {
    const problem = problemOf(error);
    const refused: FieldSentences =
      problem.code === 'EMAIL_TAKEN'
        ? { email: problem.sentence }
        : sentencesOfRefusal(fieldSentences(problem));
    setFields(refused);
    if (Object.keys(refused).length === 0) setSentence(problem.sentence);
  }

  async function register(given: Registration): Promise<void> {
    const found = checkRegistration(given);
    setFields(found);
    setSentence(null);
    if (Object.keys(found).length > 0) return;
    setIsBusy(true);
    try {
      await client.accounts.register.mutate({ ...given, name: given.name.trim(), email: given.email.trim() });
    } catch (error) {
      refuse(error);
      setIsBusy(false);
      return;
    }
    if (needsVerifiedEmail) return window.location.assign('/verify-email');
    const result = await signInWithPassword(given.email, given.password);
    // The account exists: whoever could not be signed in by us can sign in by hand.
    window.location.assign(result.kind === 'signed-in' ? next : '/sign-in');
  }

  return { register, fields, sentence, isBusy };
}
