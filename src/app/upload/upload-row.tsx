'use client';

import { formatBytes } from '#lib/client/format/bytes.ts';
import { type UploadState, uploadTransitions } from '#lib/client/upload/upload-state.ts';
import { useUploadQueue } from '#lib/client/upload/uploads-provider.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { ArrivedVideo } from './arrived-video.tsx';
import { DetailsFields } from './details-fields.tsx';
import { SendingState } from './sending-state.tsx';

/** One file, from the choice to the finished video. */
export function UploadRow({ upload }: { readonly upload: UploadState }) {
  const queue = useUploadQueue();
  const { id, phase, videoId } = upload;
  const isStoppable = phase !== 'failed' && uploadTransitions.canMove(phase, 'cancelled');
  return (
    <li className="card grid gap-4 p-4 sm:p-5" data-phase={phase}>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="truncate font-semibold" title={upload.filename}>
            {upload.filename}
          </h3>
          <p className="tabular text-sm text-muted">{formatBytes(upload.sizeBytes)}</p>
        </div>
        <div className="flex shrink-0 gap-2">
          {phase === 'failed' && upload.problem?.code !== 'INVALID_FILE_TYPE' && (
            <button type="button" className="button button-small button-primary" onClick={() => queue.retry(id)}>
              Try again
            </button>
          )}
          {isStoppable && (
            <button type="button" className="button button-small button-quiet" onClick={() => queue.cancel(id)}>
              Cancel
            </button>
          )}
          {!isStoppable && phase !== 'completing' && (
            <button type="button" className="button button-small button-plain" onClick={() => queue.dismiss(id)}>
              {phase === 'failed' ? 'Give up' : 'Remove from this list'}
            </button>
          )}
        </div>
      </div>
      <ProblemNote sentence={upload.problem?.sentence} />
      {phase === 'done' && videoId ? <ArrivedVideo videoId={videoId} title={upload.details.title} /> : <SendingState upload={upload} />}
      {phase !== 'cancelled' && upload.problem?.code !== 'INVALID_FILE_TYPE' && (
        <DetailsFields upload={upload} onChange={(details) => queue.describe(id, details)} />
      )}
    </li>
  );
}
