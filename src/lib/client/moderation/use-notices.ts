'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';
import type { NoticeList } from './types.ts';

/** One's own notices, and marking all that are shown as read. */
export function useNotices(initial: NoticeList) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.notices.list.queryOptions(undefined, { initialData: initial }));
  const mark = useMutation(
    trpc.notices.markRead.mutationOptions({
      onSuccess: () => {
        queryClient.setQueryData(trpc.notices.unread.queryKey(), { count: 0 });
        return queryClient.invalidateQueries({ queryKey: trpc.notices.list.queryKey() });
      },
    }),
  );
  const [newest] = data;
  return {
    notices: data,
    hasUnread: data.some(({ isRead }) => !isRead),
    markRead: () => newest && mark.mutate({ upTo: newest.id }),
    isBusy: mark.isPending,
    sentence: mark.error ? problemOf(mark.error).sentence : null,
  };
}

/** Decisions come seldom: the mark may be this old. Milliseconds. */
const LOOK_AGAIN_MS = 60_000;

/** How many notices are unread, for the mark in the header. */
export function useUnreadNotices(): number {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.notices.unread.queryOptions(),
    refetchInterval: LOOK_AGAIN_MS,
  });
  return data?.count ?? 0;
}
