'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useTRPCClient } from '../trpc.ts';
import { putPart } from './put-part.ts';
import { browserRetryTools } from './retry.ts';
import { createTrpcUploadApi } from './upload-api.ts';
import { createBrowserLocks, lockNameOf } from './upload-locks.ts';
import { createBrowserMemory, memoryOfNobody } from './upload-memory.ts';
import { createUploadQueue, type UploadQueue } from './upload-queue.ts';
import type { UploadState } from './upload-state.ts';

const QueueContext = createContext<UploadQueue | null>(null);
const nothing: readonly UploadState[] = [];

interface UploadsProviderProps {
  /** Whose uploads; the empty string for a stranger. Another person gets a provider of their own, by its `key`. */
  readonly userId: string;
  readonly children: ReactNode;
}

/** Lives above the pages, so that uploads go on while one looks at another page. */
export function UploadsProvider({ userId, children }: UploadsProviderProps) {
  const client = useTRPCClient();
  const [queue] = useState(() =>
    createUploadQueue({
      api: createTrpcUploadApi(client),
      put: putPart,
      retryTools: browserRetryTools,
      memory:
        typeof window === 'undefined' ? memoryOfNobody : createBrowserMemory(userId, window.localStorage),
      locks: createBrowserLocks(typeof window === 'undefined' ? undefined : window.navigator.locks),
      lockNameOf: (print) => lockNameOf(userId, print),
      newKey,
      nowMs: () => performance.now(),
    }),
  );

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.isBusy()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    window.addEventListener('focus', queue.wake);
    queue.restore();
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('focus', queue.wake);
      queue.leave();
    };
  }, [queue]);

  return <QueueContext value={queue}>{children}</QueueContext>;
}

/** 128 random bits. Not `randomUUID`, which plain http lacks. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
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
