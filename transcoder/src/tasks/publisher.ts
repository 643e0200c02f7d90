import type { LeasedTask } from '../../../src/lib/domain/worker-protocol.ts';
import type { FinishedSegment } from '../ffmpeg/verify-segment.ts';
import { publishInit } from './publish-init.ts';
import { publishSegment } from './publish-segment.ts';
import type { TaskContext } from './task-context.ts';

/** Where the checked pieces of a rung go. */
export interface Publisher {
  init(track: string, bytes: Uint8Array): Promise<void>;
  segment(track: string, number: number, finished: FinishedSegment): Promise<void>;
}

const VIDEO_TYPE = 'video/mp4';

/** Stores each piece under the task's epoch and tells it. */
export function createPublisher(
  task: Pick<LeasedTask, 'videoId' | 'mediaBucket' | 'epoch'>,
  context: Pick<TaskContext, 'store' | 'tellBound'>,
): Publisher {
  const { videoId, mediaBucket: bucket } = task;
  return {
    init: (track, bytes) => publishInit(context, { bucket, videoId, track }, bytes, VIDEO_TYPE),
    segment: (track, number, finished) =>
      publishSegment(context, task, { track, number, contentType: VIDEO_TYPE }, finished),
  };
}

export interface PieceKeeper extends Publisher {
  publishTo(publisher: Publisher): Promise<void>;
}

/** Keeps the pieces until somebody is lent the task that they are of. */
export function createPieceKeeper(): PieceKeeper {
  const pieces: ((publisher: Publisher) => Promise<void>)[] = [];
  return {
    async init(track, bytes) {
      pieces.push((publisher) => publisher.init(track, bytes));
    },
    async segment(track, number, finished) {
      pieces.push((publisher) => publisher.segment(track, number, finished));
    },
    async publishTo(publisher) {
      await Promise.all(pieces.map((publish) => publish(publisher)));
    },
  };
}
