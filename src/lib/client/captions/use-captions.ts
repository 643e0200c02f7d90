'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MAX_CAPTION_BYTES } from '#lib/domain/captions/cue.ts';
import { ProblemError, problemOf } from '../problem.ts';
import { useTRPC, useTRPCClient } from '../trpc.ts';

interface CaptionUpload {
  readonly file: File;
  readonly language: string;
  readonly label: string;
}

/** A video's captions, and what its owner does with them. */
export function useCaptions(videoId: string, onChange: () => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.captions.list.queryOptions({ id: videoId }));
  const store = (captions: NonNullable<typeof data>) => {
    queryClient.setQueryData(trpc.captions.list.queryKey({ id: videoId }), captions);
    onChange();
  };
  const add = useMutation({
    async mutationFn({ file, language, label }: CaptionUpload) {
      if (file.size > MAX_CAPTION_BYTES) {
        const sentence = 'Captions may have 1 MB at most.';
        throw new ProblemError({ code: 'FILE_TOO_LARGE', sentence, details: {} });
      }
      const text = await file.text();
      return client.captions.put.mutate({ id: videoId, language, text, ...(label ? { label } : {}) });
    },
    onSuccess: store,
  });
  const remove = useMutation(trpc.captions.remove.mutationOptions({ onSuccess: store }));
  const error = add.error ?? remove.error;
  return {
    captions: data?.captions ?? [],
    add,
    remove: (language: string) => remove.mutate({ id: videoId, language }),
    isBusy: add.isPending || remove.isPending,
    sentence: error ? problemOf(error).sentence : null,
  };
}
