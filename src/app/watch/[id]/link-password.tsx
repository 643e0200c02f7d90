'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { DoneNote } from '../../_ui/done-note.tsx';
import { TextField } from '../../_ui/text-field.tsx';

/** The owner's way to a password on an unlisted video. */
export function LinkPassword({ videoId }: { readonly videoId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // Asked anew whenever this appears: publishing in between takes the password away.
  const { data } = useQuery(trpc.watch.open.queryOptions({ id: videoId }, { staleTime: 0 }));
  const change = useMutation(
    trpc.watch.setPassword.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.watch.open.queryKey({ id: videoId }) }),
    }),
  );
  if (!data) return null;
  const { hasPassword } = data;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const password = String(new FormData(form).get('link-password'));
    change.mutate({ id: videoId, password }, { onSuccess: () => form.reset() });
  }

  return (
    <section aria-labelledby="password-title" className="grid gap-3 border-t border-line pt-4">
      <h2 id="password-title" className="text-base font-semibold">
        Password of the link
      </h2>
      <p className="text-sm text-muted">
        {hasPassword
          ? 'Who opens the link is asked for the password. A new one has to be given by everybody again.'
          : 'Whoever has the link may watch. With a password they need that too.'}
      </p>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <div className="w-full sm:w-72">
          <TextField
            label={hasPassword ? 'New password' : 'Password'}
            name="link-password"
            type="text"
            autoComplete="off"
            required
            minLength={8}
            maxLength={128}
            problem={change.error ? problemOf(change.error).sentence : undefined}
          />
        </div>
        <button type="submit" className="button button-quiet" disabled={change.isPending}>
          {hasPassword ? 'Change the password' : 'Ask for a password'}
        </button>
        {hasPassword && (
          <button
            type="button"
            className="button button-plain"
            disabled={change.isPending}
            onClick={() => change.mutate({ id: videoId, password: null })}
          >
            Take it away
          </button>
        )}
      </form>
      <DoneNote
        sentence={
          change.isSuccess
            ? `The link asks for ${change.variables.password === null ? 'no' : 'the'} password now.`
            : null
        }
      />
    </section>
  );
}
