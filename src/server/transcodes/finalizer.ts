import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { manifestKey } from '#lib/domain/object-keys.ts';
import { averageBps, type Presentation, present, trackBytes } from '#lib/domain/presentation.ts';
import { findCaptionTracks } from '../captions/caption-tracks.ts';
import { affectedRows, type Database } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { renditions } from '../db/schema/renditions.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';
import { admitReadyVideo } from '../moderation/admit-ready.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { manifestKeysOf, publishManifests } from './publish-manifests.ts';
import { refreshManifests } from './refresh-manifests.ts';
import { failVideo } from './video-failure.ts';

export interface FinalizerParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly mediaBucket: string;
  /** Told of each video that became ready: seconds since its upload was whole. */
  readonly observeReady?: (seconds: number) => void;
}

/** Turns videos whose every task is done into ready ones: checks, manifests, then one guarded update. */
export function createFinalizer({ db, clock, store, mediaBucket, observeReady }: FinalizerParts) {
  async function findEncoded(): Promise<readonly VideoRow[]> {
    return db
      .select()
      .from(videos)
      .where(and(eq(videos.status, 'processing'), isNotNull(videos.encodedAt)))
      .limit(20);
  }

  async function markReady(video: VideoRow, presentation: Presentation): Promise<void> {
    const processedAt = clock.now();
    const isReady = await db.transaction(async (tx) => {
      const ready = await tx
        .update(videos)
        .set({
          status: 'ready',
          playable: true,
          processedAt,
          ...manifestKeysOf(video.id, null),
        })
        .where(isStill(video));
      if (affectedRows(ready) === 0) return false;
      await admitReadyVideo(tx, clock, video.id);
      const rows = presentation.video.map((track) => ({
        videoId: video.id,
        name: track.name,
        width: track.width,
        height: track.height,
        codecs: track.codecs,
        bitrateBps: averageBps(track),
        sizeBytes: trackBytes(track),
        path: manifestKey(video.id, `${track.name}/playlist.m3u8`),
      }));
      await tx.insert(renditions).ignore().values(rows);
      await recordVideoChange(tx, clock, video.id, 'video.ready');
      return true;
    });
    if (isReady && video.uploadedAt)
      observeReady?.((processedAt.getTime() - video.uploadedAt.getTime()) / 1000);
  }

  async function finalize(video: VideoRow): Promise<void> {
    const bound = await db.select().from(bindings).where(eq(bindings.videoId, video.id));
    const presentation = video.plan ? present(video.plan, video.audioSegmentCount, bound) : undefined;
    if (!presentation || !isWhole(video, presentation)) {
      const reason = { code: 'TRANSCODE_FAILED', stage: 'finalizing' } as const;
      await db.transaction(async (tx) => {
        const [found] = await tx.select({ id: videos.id }).from(videos).where(isStill(video)).for('update');
        if (found) await failVideo(tx, clock, video.id, reason);
      });
      return;
    }
    const keys = new Map(bound.map((row) => [`${row.track}/${row.number}`, row.objectKey]));
    const captions = await findCaptionTracks(db, video.id);
    const whole = { ...presentation, captions };
    await publishManifests({ store, mediaBucket }, video.id, whole, keys, manifestKeysOf(video.id, null));
    await markReady(video, presentation);
  }

  return {
    /**
     * Finalizes what waits for it, then writes anew what has changed since; answers how many videos those were.
     * One that can not be finalized keeps no other from it; the error comes when all have had their turn.
     */
    async run(): Promise<number> {
      const encoded = await findEncoded();
      const errors: unknown[] = [];
      for (const video of encoded) {
        await finalize(video).catch((error: unknown) => errors.push(error));
      }
      const refreshed = await refreshManifests({ db, store, mediaBucket });
      if (errors.length > 0) throw new AggregateError(errors, `${errors.length} videos were not finalized`);
      return encoded.length + refreshed;
    },
  };
}

/**
 * The video as it was read: being processed, and encoded in the same round. Between reading and writing an orchestrator
 * may stand still for minutes, in which its owner cancels it and starts it anew.
 */
function isStill({ id, encodedAt }: VideoRow) {
  return and(
    eq(videos.id, id),
    eq(videos.status, 'processing'),
    encodedAt === null ? isNull(videos.encodedAt) : eq(videos.encodedAt, encodedAt),
  );
}

/** Every planned rung is there, and each holds exactly the planned frames. */
function isWhole({ plan }: VideoRow, presentation: Presentation): boolean {
  if (!plan || presentation.video.length !== plan.rungs.length) return false;
  const plannedTicks = plan.grid.totalFrames * plan.grid.ticksPerFrame;
  return presentation.video.every(
    (track) =>
      track.timescale === plan.grid.timescale &&
      track.segments.reduce((sum, segment) => sum + segment.durationTicks, 0) === plannedTicks,
  );
}
