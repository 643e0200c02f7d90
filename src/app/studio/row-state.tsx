'use client';

import type { OwnVideo } from '#lib/client/studio/use-own-videos.ts';
import type { VideoState } from '#lib/client/trpc.ts';
import { isUnfinished } from '#lib/client/upload/upload-state.ts';
import { useRunningUpload } from '#lib/client/upload/use-running-upload.ts';
import type { VideoStatus } from '#lib/domain/video-status.ts';
import { ProblemNote } from '../_ui/problem-note.tsx';
import { ProcessingState } from '../_video/processing-state.tsx';
import { SendingState } from '../upload/sending-state.tsx';

interface RowStateProps {
  readonly video: OwnVideo;
  readonly state: VideoState | undefined;
  readonly status: VideoStatus;
}

/** Where a video stands, in a line or a bar. A finished one needs neither. */
export function RowState({ video, state, status }: RowStateProps) {
  const upload = useRunningUpload(video.id);
  switch (status) {
    case 'uploading':
      if (upload && isUnfinished(upload)) return <SendingState upload={upload} />;
      return (
        <p className="text-sm text-muted">
          The file has not arrived yet. If its upload was broken off, delete it and upload again.
        </p>
      );
    case 'queued':
    case 'processing':
      return state ? (
        <ProcessingState state={state} title={video.title} />
      ) : (
        <p className="text-sm text-muted">Waiting for news.</p>
      );
    case 'failed':
      return <ProblemNote sentence={state?.error?.message ?? video.error?.message ?? 'Processing failed.'} />;
    case 'cancelled':
      return <p className="text-sm text-muted">Cancelled.</p>;
    case 'ready':
    case 'deleted':
      return null;
  }
}
