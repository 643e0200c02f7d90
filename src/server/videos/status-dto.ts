import { explainMediaError } from '#lib/domain/media-error.ts';
import { describeProgress, type ProgressTask } from '#lib/domain/video-progress.ts';
import { isInFlight } from '#lib/domain/video-status.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { Outlook } from '../transcodes/forecast.ts';

export interface StatusFacts {
  readonly video: VideoRow;
  readonly tasks: readonly ProgressTask[];
  /** What the queue promises; null when it holds nothing of this video. */
  readonly outlook: Outlook | null;
  readonly bytesUploaded: number;
  /** The backbone is away: work goes on late, and nothing is lost. */
  readonly isDelayed: boolean;
}

/** A video between two of its tasks waits too: only from here on it is worth a word. */
const WAITS_FROM_SECONDS = 3;
/** Between the last task and `ready`: the manifests are written and the row moves. */
const FINISHING_SECONDS = 0.5;

export type StatusDto = ReturnType<typeof toStatusDto>;

/** The body of `GET /videos/{id}/status`, of each server-sent event, and of the live pages. */
export function toStatusDto(facts: StatusFacts) {
  const { video } = facts;
  const rungs = video.plan?.rungs.map((rung) => rung.name) ?? [];
  const progress = describeProgress(video.status, rungs, facts.tasks, video.plannedWeight ?? 0);
  const queuePosition = positionOf(video, facts.outlook);
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
    estimatedTimeRemaining: secondsLeft(video, facts.outlook),
    queuePosition,
    currentResolution: progress.currentResolution,
    completedResolutions: progress.completedResolutions,
    message:
      facts.isDelayed && isInFlight(video.status)
        ? 'Processing is delayed. It goes on by itself.'
        : describe(video, progress.stage, queuePosition, facts.outlook),
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

/** Videos served before this one; null while it is being served itself. */
function positionOf({ status }: VideoRow, outlook: Outlook | null): number | null {
  if (status === 'queued') return outlook?.ahead ?? 0;
  const isBehind = outlook && outlook.ahead > 0 && outlook.startsInSeconds >= WAITS_FROM_SECONDS;
  return status === 'processing' && isBehind ? outlook.ahead : null;
}

function secondsLeft({ status }: VideoRow, outlook: Outlook | null): number | null {
  if (status !== 'queued' && status !== 'processing') return null;
  // Every task is done: the manifests are being written.
  if (!outlook) return status === 'processing' ? Math.ceil(FINISHING_SECONDS) : null;
  return outlook.secondsLeft === null ? null : Math.ceil(outlook.secondsLeft + FINISHING_SECONDS);
}

/** What it waits for, in plain words. */
function describeWait(queuePosition: number, outlook: Outlook | null): string {
  if (queuePosition > 0) return `Behind ${queuePosition} other ${queuePosition === 1 ? 'video' : 'videos'}.`;
  return outlook?.workers === 'starting' ? 'A worker is starting.' : 'Waiting for a worker.';
}

function describe(
  video: VideoRow,
  stage: string,
  queuePosition: number | null,
  outlook: Outlook | null,
): string {
  switch (video.status) {
    case 'uploading':
      return 'Waiting for the file.';
    case 'queued':
      return describeWait(queuePosition ?? 0, outlook);
    case 'processing':
      // Its worker was lost, or all of them are with others.
      if (queuePosition !== null) return describeWait(queuePosition, outlook);
      if (outlook && outlook.workers !== 'working') return describeWait(0, outlook);
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
