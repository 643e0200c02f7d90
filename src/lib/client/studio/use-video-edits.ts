'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '../problem.ts';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { useLeaveWarning } from './use-leave-warning.ts';
import { changesOf, type EditFields, faultsOf, fieldsOf, isDirty, type ManagedVideo } from './video-edits.ts';

/** A video as it is stored, what is being changed about it, and the way to store that. What was typed stays until it is stored. */
export function useVideoEdits(initial: ManagedVideo) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { id } = initial;
  const { data: video } = useQuery(trpc.studio.video.queryOptions({ id }, { initialData: initial }));
  // Only what was touched: the rest follows what others, or the sweeper, do to the video meanwhile.
  const [touched, setTouched] = useState<Partial<EditFields>>({});
  const [faults, setFaults] = useState<ReturnType<typeof faultsOf>>({});
  const fields = { ...fieldsOf(video), ...touched };
  const dirty = isDirty(video, fields);
  useLeaveWarning(dirty);

  const refresh = () =>
    Promise.all(
      [trpc.studio.pathKey(), trpc.videos.pathKey()].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  const save = useMutation({
    async mutationFn(_touched: Partial<EditFields>) {
      const { details, schedule } = changesOf(video, fields);
      if (details) await client.videos.update.mutate({ id, ...details });
      if (schedule) await client.studio.schedule.mutate({ id, ...schedule });
    },
    async onSuccess(_, saved) {
      await refresh();
      // What was typed since is not saved.
      setTouched((now) => (now === saved ? {} : now));
    },
    // Its first half may have been stored.
    onError: refresh,
  });

  return {
    video,
    fields,
    faults,
    isDirty: dirty,
    change(change: Partial<EditFields>) {
      save.reset();
      setFaults({});
      setTouched((before) => ({ ...before, ...change }));
    },
    discard() {
      save.reset();
      setFaults({});
      setTouched({});
    },
    save() {
      const found = faultsOf(video, fields, new Date());
      setFaults(found);
      if (Object.keys(found).length === 0) save.mutate(touched);
    },
    isBusy: save.isPending,
    isSaved: save.isSuccess,
    sentence: save.error ? problemOf(save.error).sentence : null,
  };
}
