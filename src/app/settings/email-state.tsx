'use client';

import { useMutation } from '@tanstack/react-query';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { DoneNote } from '../_ui/done-note.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';

interface EmailStateProps {
  readonly email: string;
  readonly isVerified: boolean;
}

export function EmailState({ email, isVerified }: EmailStateProps) {
  const trpc = useTRPC();
  const ask = useMutation(trpc.accounts.requestVerification.mutationOptions());
  return (
    <div className="grid gap-4">
      <p className="font-semibold wrap-anywhere">{email}</p>
      <p className="text-sm text-muted">
        {isVerified ? 'Confirmed.' : 'Not confirmed yet: open the link in the letter that we have sent you.'}
      </p>
      <ProblemNote sentence={ask.error && problemOf(ask.error).sentence} />
      <DoneNote sentence={ask.isSuccess ? 'A new letter is on its way.' : null} />
      {!isVerified && (
        <button
          type="button"
          className="button button-quiet justify-self-start"
          disabled={ask.isPending}
          onClick={() => ask.mutate()}
        >
          Send the letter again
        </button>
      )}
    </div>
  );
}
