'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { pictureTypes } from '#lib/domain/thumbnail-choice.ts';
import { ProblemError, problemOf } from '../problem.ts';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { putPart } from '../upload/put-part.ts';
import { preparePicture } from './prepare-picture.ts';

/** A worker makes a thumbnail in about a second. */
const POLL_MS = 700;

type PictureType = (typeof pictureTypes)[number];
const isPictureType = (type: string): type is PictureType => pictureTypes.some((known) => known === type);

/** The pictures to choose from, the ways to choose, and how that goes. */
export function useThumbnails(videoId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const queryKey = trpc.stills.list.queryKey({ id: videoId });
  const { data } = useQuery(
    trpc.stills.list.queryOptions(
      { id: videoId },
      { refetchInterval: ({ state }) => (state.data?.isPending ? POLL_MS : false) },
    ),
  );
  const choose = useMutation(
    trpc.stills.choose.mutationOptions({
      onSuccess: (thumbnails) => queryClient.setQueryData(queryKey, thumbnails),
    }),
  );
  const upload = useMutation({
    async mutationFn(file: File) {
      const picture = await preparePicture(file);
      if (!isPictureType(picture.type)) {
        const sentence = 'Choose a picture in JPEG, PNG or WebP.';
        throw new ProblemError({ code: 'INVALID_FILE_TYPE', sentence, details: {} });
      }
      const { upload: id, uploadUrl } = await client.stills.createUpload.mutate({
        id: videoId,
        fileSize: picture.size,
        contentType: picture.type,
      });
      await putPart(uploadUrl, picture, {
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      return client.stills.choose.mutate({ id: videoId, upload: id });
    },
    onSuccess: (thumbnails) => queryClient.setQueryData(queryKey, thumbnails),
  });

  // Elsewhere on the page, and on others, the new picture has a new address.
  const shown = data?.thumbnailUrl;
  const before = useRef(shown);
  useEffect(() => {
    if (before.current && before.current !== shown) {
      void queryClient.invalidateQueries({ queryKey: trpc.videos.pathKey() });
    }
    before.current = shown;
  }, [shown, queryClient, trpc]);

  const error = choose.error ?? upload.error;
  return {
    data,
    choose: (wish: { candidate: number } | { time: number }) => {
      upload.reset();
      choose.mutate({ id: videoId, ...wish });
    },
    upload: (file: File) => {
      choose.reset();
      upload.mutate(file);
    },
    isBusy: choose.isPending || upload.isPending || data?.isPending === true,
    sentence: error ? problemOf(error).sentence : data?.error?.message,
  };
}
