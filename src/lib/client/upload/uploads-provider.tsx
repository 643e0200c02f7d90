'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useTRPCClient } from '../trpc.ts';
import { putPart } from './put-part.ts';
import { browserRetryTools } from './retry.ts';
import { createTrpcUploadApi } from './upload-api.ts';
import { createUploadQueue, type UploadQueue } from './upload-queue.ts';
import type { UploadState } from './upload-state.ts';

const QueueContext = createContext<UploadQueue | null>(null);
const nothing: readonly UploadState[] = [];

/** Lives above the pages, so that uploads go on while one looks at another page. */
export function UploadsProvider({ children }: { readonly children: ReactNode }) {
  const client = useTRPCClient();
  const [queue] = useState(() =>
    createUploadQueue({
      api: createTrpcUploadApi(client),
      put: putPart,
      retryTools: browserRetryTools,
      nowMs: () => performance.now(),
    }),
  );

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.isBusy()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [queue]);

  return <QueueContext value={queue}>{children}</QueueContext>;
}

export function useUploadQueue(): UploadQueue {
  const queue = useContext(QueueContext);
  if (!queue) throw new Error('useUploadQueue needs an UploadsProvider above it');
  return queue;
}

export function useUploads(): readonly UploadState[] {
  const queue = useUploadQueue();
  return useSyncExternalStore(queue.subscribe, queue.snapshot, () => nothing);
}
