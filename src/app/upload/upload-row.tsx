'use client';

import { formatBytes } from '#lib/client/format/bytes.ts';
import type { UploadState } from '#lib/client/upload/upload-state.ts';
import { useUploadQueue } from '#lib/client/upload/uploads-provider.tsx';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { ArrivedVideo } from './arrived-video.tsx';
import { DetailsFields } from './details-fields.tsx';
import { SendingState } from './sending-state.tsx';
import { UploadActions } from './upload-actions.tsx';

/** One file, from the choice to the finished video. */
export function UploadRow({ upload }: { readonly upload: UploadState }) {
  const queue = useUploadQueue();
  const { id, phase, videoId } = upload;
  /** Nothing will come of it, however often one tries. */
  const isRefused = upload.problem?.code === 'INVALID_FILE_TYPE' || upload.problem?.code === 'FILE_TOO_LARGE';
  return (
    <li className="card grid gap-4 p-4 sm:p-5" data-phase={phase}>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="truncate font-semibold" title={upload.filename}>
            {upload.filename}
          </h3>
          <p className="tabular text-sm text-muted">{formatBytes(upload.sizeBytes)}</p>
        </div>
        <UploadActions upload={upload} isRefused={isRefused} />
      </div>
      <ProblemNote sentence={upload.problem?.sentence} />
      {phase === 'done' && videoId ? (
        <ArrivedVideo videoId={videoId} title={upload.details.title} />
      ) : (
        !isRefused && <SendingState upload={upload} />
      )}
      {phase !== 'cancelled' && !isRefused && (
        <DetailsFields upload={upload} onChange={(details) => queue.describe(id, details)} />
      )}
    </li>
  );
}
