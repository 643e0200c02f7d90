'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useTransition } from 'react';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { MessagePage } from '../../_ui/message-page.tsx';
import { TextField } from '../../_ui/text-field.tsx';

/** The door of a protected video. It knows nothing of what lies behind it. */
export function PasswordGate({ videoId }: { readonly videoId: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [isOpening, startOpening] = useTransition();
  const unlock = useMutation(
    trpc.watch.unlock.mutationOptions({ onSuccess: () => startOpening(() => router.refresh()) }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    unlock.mutate({ id: videoId, password });
  }

  return (
    <MessagePage title="This video asks for a password">
      <p>Whoever sent you the link can tell you.</p>
      <form onSubmit={submit} className="mt-6 grid w-80 max-w-full gap-4 text-left">
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="off"
          required
          maxLength={128}
          problem={unlock.error ? problemOf(unlock.error).sentence : undefined}
        />
        <button type="submit" className="button button-primary" disabled={unlock.isPending || isOpening}>
          {isOpening ? 'Opening…' : 'Watch'}
        </button>
      </form>
    </MessagePage>
  );
}
