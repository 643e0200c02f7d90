import { AppError } from '#lib/domain/errors.ts';
import type { LiveWish } from '#lib/domain/live-wish.ts';
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
  status: Pick<StatusService, 'statusOf' | 'look' | 'recentOf'>;
  /** Asked before each news: a stream that is open must not outlast the session that opened it. */
  isStillIn: (viewer: Viewer) => Promise<boolean>;
  watch?: LiveWatch;
}) {
  const mayHear = async (viewer: MaybeViewer): Promise<boolean> => viewer === null || isStillIn(viewer);
  /** By the change itself: all its readers share one look at the video, and the next change has another. */
  const looks = new WeakMap<VideoChange, ReturnType<StatusService['look']>>();

  function tell(viewer: MaybeViewer, change: VideoChange): Promise<StatusDto | undefined> {
    const look = looks.get(change) ?? status.look(change.videoId);
    looks.set(change, look);
    return look(viewer);
  }

  async function* ofVideo(viewer: MaybeViewer, videoId: string, signal: AbortSignal) {
    const changes = hub.listen((change) => change.videoId === videoId, signal);
    const snapshot = await status.statusOf(viewer, videoId);
    let told = snapshot.version;
    yield snapshot;
    for await (const change of changes) {
      if (change !== 'missed' && change.version <= told) continue;
      if (!(await mayHear(viewer))) return;
      const current = await (change === 'missed' ? status.look(videoId)(viewer) : tell(viewer, change));
      if (!current) return;
      if (current.version <= told) continue;
      told = current.version;
      watch?.eventGiven(change);
      yield current;
      if (current.status === 'deleted') return;
    }
  }

  async function* snapshotOf(viewer: MaybeViewer, { mine, ids }: LiveWish) {
    const own = mine && viewer ? await status.recentOf(viewer) : [];
    yield* own;
    for (const id of new Set(ids)) {
      if (own.some(({ videoId }) => videoId === id)) continue;
      const current = await status.look(id)(viewer);
      if (current) yield current;
    }
  }

  async function* ofWish(viewer: MaybeViewer, wish: LiveWish, signal: AbortSignal) {
    if (wish.mine && !viewer) throw new AppError('UNAUTHORIZED');
    const ids = new Set(wish.ids);
    const isWanted = ({ ownerId, videoId }: VideoChange) =>
      ids.has(videoId) || (wish.mine && ownerId === viewer?.userId);
    const changes = hub.listen(isWanted, signal);
    yield* snapshotOf(viewer, wish);
    for await (const change of changes) {
      if (!(await mayHear(viewer))) return;
      if (change === 'missed') {
        yield* snapshotOf(viewer, wish);
        continue;
      }
      const current = await tell(viewer, change);
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

    /**
     * Everything that the pages of one browser want, in one stream. Of one's own: the newest and those under way first,
     * then whatever changes.
     */
    ofWish: (viewer: MaybeViewer, wish: LiveWish, signal: AbortSignal) =>
      watched(ofWish(viewer, wish, signal)),
  };
}
