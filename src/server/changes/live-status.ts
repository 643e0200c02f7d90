import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import type { StatusDto } from '../videos/status-dto.ts';
import type { StatusService } from '../videos/status-service.ts';
import type { ChangeHub, VideoChange } from './hub.ts';

/** Whoever counts readers, and how late they hear. */
export interface LiveWatch {
  streamOpened(): void;
  streamClosed(): void;
  eventGiven(change: VideoChange | 'missed'): void;
}

/** Snapshot first, then every change. A client that reconnects gets the snapshot again, so nothing is missed. */
export function createLiveStatusService({
  hub,
  status,
  isStillIn,
  watch,
}: {
  hub: ChangeHub;
  status: StatusService;
  /** Asked before each news: a stream that is open must not outlast the session that opened it. */
  isStillIn: (viewer: Viewer) => Promise<boolean>;
  watch?: LiveWatch;
}) {
  const mayHear = async (viewer: MaybeViewer): Promise<boolean> => viewer === null || isStillIn(viewer);

  async function* ofVideo(viewer: MaybeViewer, videoId: string, signal: AbortSignal) {
    const changes = hub.listen((change) => change.videoId === videoId, signal);
    const snapshot = await status.statusOf(viewer, videoId);
    let told = snapshot.version;
    yield snapshot;
    for await (const change of changes) {
      if (change !== 'missed' && change.version <= told) continue;
      if (!(await mayHear(viewer))) return;
      const current = await status.changeOf(viewer, videoId);
      if (!current) return;
      if (current.version <= told) continue;
      told = current.version;
      watch?.eventGiven(change);
      yield current;
      if (current.status === 'deleted') return;
    }
  }

  async function* ofOwner(viewer: Viewer, signal: AbortSignal) {
    const changes = hub.listen((change) => change.ownerId === viewer.userId, signal);
    yield* await status.recentOf(viewer);
    for await (const change of changes) {
      if (!(await mayHear(viewer))) return;
      if (change === 'missed') {
        yield* await status.recentOf(viewer);
        continue;
      }
      const current = await status.changeOf(viewer, change.videoId);
      if (!current) continue;
      watch?.eventGiven(change);
      yield current;
    }
  }

  /** A reader is one from the first word that it asks for until it leaves. */
  async function* watched(stream: AsyncGenerator<StatusDto>): AsyncGenerator<StatusDto> {
    watch?.streamOpened();
    try {
      yield* stream;
    } finally {
      watch?.streamClosed();
    }
  }

  return {
    /** One video, until it is deleted or the reader leaves. */
    ofVideo: (viewer: MaybeViewer, videoId: string, signal: AbortSignal) =>
      watched(ofVideo(viewer, videoId, signal)),

    /** All of one's own videos: the newest and those under way first, then whatever changes. */
    ofOwner: (viewer: Viewer, signal: AbortSignal) => watched(ofOwner(viewer, signal)),
  };
}
