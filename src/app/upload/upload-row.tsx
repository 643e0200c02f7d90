'use client';

import { formatBytes } from '#lib/client/format/bytes.ts';
import type { UploadState } from '#lib/client/upload/upload-state.ts';
import { useUploadQueue } from '#lib/client/upload/uploads-provider.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { ArrivedVideo } from './arrived-video.tsx';
import { DetailsFields } from './details-fields.tsx';
import { SendingState } from './sending-state.tsx';
import { UploadActions } from './upload-actions.tsx';

/** Nothing will come of these uploads, however often one tries. */
const refusals: readonly string[] = ['INVALID_FILE_TYPE', 'FILE_TOO_LARGE', 'FILE_CHANGED'];
/** Not while it is this page's to wait for somebody else. */
const describable: readonly string[] = [
  'waiting',
  'checking',
  'sending',
  'completing',
  'paused',
  'done',
  'failed',
];

/** One file, from the choice to the finished video. */
export function UploadRow({ upload }: { readonly upload: UploadState }) {
  const queue = useUploadQueue();
  const { id, phase, videoId, problem } = upload;
  const isSignedOut = problem?.code === 'UNAUTHORIZED';
  const isRefused = problem !== null && refusals.includes(problem.code);
  return (
    <li className="card grid grid-cols-1 gap-4 p-4 sm:p-5" data-phase={phase}>
      <div className="flex flex-col gap-3 sm:flex-row sm:items-start sm:justify-between">
        <div className="min-w-0">
          <h3 className="truncate font-semibold" title={upload.filename}>
            {upload.filename}
          </h3>
          <p className="tabular text-sm text-muted">{formatBytes(upload.sizeBytes)}</p>
        </div>
        <UploadActions upload={upload} isRefused={isRefused} />
      </div>
      <ProblemNote sentence={isSignedOut ? 'You were signed out.' : problem?.sentence} />
      {isSignedOut && (
        <p className="text-sm">
          <a
            href="/sign-in?next=/upload"
            target="_blank"
            rel="noreferrer"
            className="font-semibold underline"
          >
            Sign in again in a new tab
          </a>
          , then come back here: it goes on by itself.
        </p>
      )}
      {phase === 'done' && videoId ? (
        <ArrivedVideo videoId={videoId} title={upload.details.title} />
      ) : (
        !isRefused && <SendingState upload={upload} />
      )}
      {describable.includes(phase) && !isRefused && (
        <DetailsFields upload={upload} onChange={(details) => queue.describe(id, details)} />
      )}
    </li>
  );
}
