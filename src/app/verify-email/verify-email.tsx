'use client';

import { useMutation } from '@tanstack/react-query';
import { useLinkToken } from '#lib/client/account/use-link-token.ts';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { AccountDone } from '../_account/account-done.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';

/** A button, not the mere visit: mail programs look at links before people do. */
export function VerifyEmail() {
  const trpc = useTRPC();
  const token = useLinkToken();
  const verify = useMutation(trpc.accounts.verifyEmail.mutationOptions());

  if (verify.isSuccess) return <AccountDone sentence="Your address is confirmed." href="/" link="Go on" />;
  if (token === null)
    return (
      <p className="text-muted">We have sent you a letter. Open the link in it to confirm your address.</p>
    );
  return (
    <div className="grid gap-5">
      <p className="text-muted">One more step: say that this address is yours.</p>
      <ProblemNote sentence={verify.error && problemOf(verify.error).sentence} />
      <button
        type="button"
        className="button button-primary w-full"
        disabled={!token || verify.isPending}
        onClick={() => token && verify.mutate({ token })}
      >
        Confirm the address
      </button>
    </div>
  );
}
