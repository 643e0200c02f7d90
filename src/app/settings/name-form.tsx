'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { problemOf } from '#lib/client/problem.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import { DoneNote } from '../_ui/done-note.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { TextField } from '../_ui/text-field.tsx';

export function NameForm({ name }: { readonly name: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  // The header shows the name, and the server wrote the header.
  const rename = useMutation(trpc.accounts.rename.mutationOptions({ onSuccess: () => router.refresh() }));

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    rename.mutate({ name: String(new FormData(event.currentTarget).get('name')).trim() });
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <ProblemNote sentence={rename.error && problemOf(rename.error).sentence} />
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        defaultValue={name}
        required
        maxLength={80}
        pattern=".*\S.*"
      />
      <DoneNote sentence={rename.isSuccess ? 'Saved.' : null} />
      <button type="submit" className="button button-quiet justify-self-start" disabled={rename.isPending}>
        Save the name
      </button>
    </form>
  );
}
