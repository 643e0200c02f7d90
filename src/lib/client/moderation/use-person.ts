'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';
import type { Person, PersonHistory } from './types.ts';

/** One person as moderators see them, and what they can do about them. */
export function usePerson(initial: { readonly person: Person; readonly history: PersonHistory }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const userId = initial.person.id;
  const { data: person } = useQuery(
    trpc.accounts.person.queryOptions({ userId }, { initialData: initial.person }),
  );
  const { data: history } = useQuery(
    trpc.accounts.history.queryOptions({ userId }, { initialData: initial.history }),
  );
  const onSuccess = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.accounts.person.queryKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.accounts.history.queryKey() }),
    ]);
  const warn = useMutation(trpc.accounts.warn.mutationOptions({ onSuccess }));
  const limit = useMutation(trpc.accounts.limit.mutationOptions({ onSuccess }));
  const unlimit = useMutation(trpc.accounts.unlimit.mutationOptions({ onSuccess }));
  const setTrusted = useMutation(trpc.accounts.setTrusted.mutationOptions({ onSuccess }));
  const ban = useMutation(trpc.accounts.ban.mutationOptions({ onSuccess }));
  const unban = useMutation(trpc.accounts.unban.mutationOptions({ onSuccess }));
  const setRole = useMutation(trpc.accounts.setRole.mutationOptions({ onSuccess }));
  const all = [warn, limit, unlimit, setTrusted, ban, unban, setRole];
  const failed = all.find(({ error }) => error !== null);
  return {
    person,
    rows: history.rows,
    ...{ warn, limit, unlimit, setTrusted, ban, unban, setRole },
    isBusy: all.some(({ isPending }) => isPending),
    sentence: failed ? problemOf(failed.error).sentence : null,
  };
}
export type PersonDesk = ReturnType<typeof usePerson>;
