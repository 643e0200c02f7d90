import { explainMediaError } from '#lib/domain/media-error.ts';
import { describeProgress, estimateSecondsLeft, type ProgressTask } from '#lib/domain/video-progress.ts';
import type { VideoRow } from '../db/schema/videos.ts';

export interface StatusFacts {
  readonly video: VideoRow;
  readonly tasks: readonly ProgressTask[];
  /** Videos that wait before this one; null unless it waits itself. */
  readonly queuePosition: number | null;
  readonly bytesUploaded: number;
  readonly now: Date;
}

export type StatusDto = ReturnType<typeof toStatusDto>;

/** The body of `GET /videos/{id}/status`, of each server-sent event, and of the live pages. */
export function toStatusDto(facts: StatusFacts) {
  const { video } = facts;
  const rungs = video.plan?.rungs.map((rung) => rung.name) ?? [];
  const progress = describeProgress(video.status, rungs, facts.tasks);
  const started = video.processingStartedAt;
  const elapsed = started ? (facts.now.getTime() - started.getTime()) / 1000 : 0;
  const isProcessing = video.status === 'processing';
  return {
    videoId: video.id,
    /** Grows with each change; also the id of the event that carries this body. */
    version: video.version,
    status: video.status,
    playable: video.playable,
    stage: progress.stage as string,
    progress: progress.percent,
    bytesUploaded: facts.bytesUploaded,
    totalBytes: video.sizeBytes,
    estimatedTimeRemaining: isProcessing ? estimateSecondsLeft(progress.percent, elapsed) : null,
    queuePosition: facts.queuePosition,
    currentResolution: progress.currentResolution,
    completedResolutions: progress.completedResolutions,
    message: describe(video, progress.stage, facts.queuePosition),
    ...(video.errorCode
      ? {
          error: {
            code: video.errorCode,
            message: explainMediaError(video.errorCode),
            stage: video.errorStage ?? 'queued',
          },
        }
      : {}),
  };
}

function describe(video: VideoRow, stage: string, queuePosition: number | null): string {
  switch (video.status) {
    case 'uploading':
      return 'Waiting for the file.';
    case 'queued':
      return queuePosition
        ? `Waiting for a worker behind ${queuePosition} other videos.`
        : 'Waiting for a worker.';
    case 'processing':
      return stage.startsWith('encoding-')
        ? `Encoding ${stage.slice('encoding-'.length)}.`
        : describeStage(stage);
    case 'ready':
      return 'Ready to watch.';
    case 'failed':
      return video.errorCode ? explainMediaError(video.errorCode) : 'Processing failed.';
    case 'cancelled':
      return 'Cancelled.';
    case 'deleted':
      return 'Deleted.';
  }
}

function describeStage(stage: string): string {
  if (stage === 'analyzing') return 'Looking at the file.';
  return stage === 'uploading-chunks' ? 'Storing the last pieces.' : 'Writing the manifests.';
}
