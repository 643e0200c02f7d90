import { AppError } from '#lib/domain/errors.ts';
import { topics } from '#lib/domain/events.ts';
import { cleanTags } from '#lib/domain/tags.ts';
import { isInFlight, type VideoStatus, type Visibility } from '#lib/domain/video-status.ts';
import { isAdmin, isModerator } from '../accounts/policy.ts';
import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { MediaAccess } from '../delivery/media-access.ts';
import type { Log } from '../log.ts';
import { judgeEdit } from '../moderation/hold.ts';
import { appendToOutbox } from '../outbox/append.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { createShortMemory } from '../short-memory.ts';
import { needManagedVideo, needVideo, needVideoInside } from './access.ts';
import { explainVideo } from './explanation.ts';
import { removeVideoFiles } from './file-removal.ts';
import { indexWords } from './index-words.ts';
import { markDeleted } from './mark-deleted.ts';
import { canManage, isOwner, noPass, type PassCheck } from './policy.ts';
import {
  cancelTasks,
  countVideos,
  findLeases,
  findOwnerName,
  findRenditions,
  findTaskCosts,
  findTasks,
  findUpload,
  type ListQuery,
  listVideos,
  lockVideo,
  moveVideo,
  restartTasks,
  reviveTasks,
  updateDetails,
} from './repository.ts';
import { composeUploadedEvent } from './uploaded-event.ts';
import { toVideoDto, type VideoDto } from './video-dto.ts';

/** As long as a total may be wrong where nobody hears of changes. */
const TOTAL_SECONDS = 2;

export interface VideoServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly log: Log;
  readonly media: MediaAccess;
  readonly buckets: { readonly source: string; readonly media: string };
  readonly launcherName: string;
}

export interface VideoListInput {
  readonly status?: VideoStatus | undefined;
  readonly mine?: boolean | undefined;
  readonly q?: string | undefined;
  readonly sort: 'createdAt' | 'filename' | 'duration' | 'views';
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly skip: number;
}

/** The catalog: what people do with videos that exist. */
export function createVideoService(parts: VideoServiceParts) {
  const { db, clock, buckets } = parts;

  const needManaged = (viewer: Viewer, videoId: string) => needManagedVideo(db, viewer, videoId);

  /** Totals of the public catalog: counting a hundred thousand rows takes longer than all the rest of an answer. */
  const totals = createShortMemory<number>({ clock, seconds: TOTAL_SECONDS, size: 500 });

  interface Named {
    readonly video: VideoRow;
    readonly ownerName: string | null;
  }

  /** Two questions for all of them, however many they are. */
  async function describeAll(
    viewer: MaybeViewer,
    named: readonly Named[],
    hasPass = noPass,
  ): Promise<readonly VideoDto[]> {
    const ids = named.map(({ video }) => video.id);
    const [renditions, tasks] = await Promise.all([findRenditions(db, ids), findTaskCosts(db, ids)]);
    const renditionsOf = Map.groupBy(renditions, ({ videoId }) => videoId);
    const tasksOf = Map.groupBy(tasks, ({ videoId }) => videoId);
    return named.map(({ video, ownerName }) =>
      toVideoDto(
        {
          video,
          ownerName: ownerName ?? '',
          renditions: renditionsOf.get(video.id) ?? [],
          tasks: tasksOf.get(video.id) ?? [],
        },
        {
          urls: parts.media.urlsFor(viewer, video, hasPass(video)),
          showKeys: isOwner(viewer, video) || isAdmin(viewer),
          launcher: parts.launcherName,
        },
      ),
    );
  }

  async function describe(viewer: MaybeViewer, video: VideoRow, hasPass = noPass): Promise<VideoDto> {
    const ownerName = await findOwnerName(db, video.ownerId);
    const [described] = await describeAll(viewer, [{ video, ownerName }], hasPass);
    if (!described) throw new AppError('VIDEO_NOT_FOUND');
    return described;
  }

  /** A page that is not full says by itself how many there are. */
  async function totalOf(query: ListQuery, found: number): Promise<number> {
    if (found < query.limit && (found > 0 || query.skip === 0)) return query.skip + found;
    if (!query.listedOnly) return countVideos(db, query);
    const total = await totals.get(JSON.stringify([query.status, query.text]), () => countVideos(db, query));
    return Math.max(total, found > 0 ? query.skip + found : 0);
  }

  return {
    /** The public catalog, the same for everyone; `mine` shows all of one’s own. */
    async list(viewer: MaybeViewer, input: VideoListInput) {
      if (input.mine && !viewer) throw new AppError('UNAUTHORIZED');
      const query: ListQuery = {
        status: input.status,
        ownerId: input.mine ? viewer?.userId : undefined,
        listedOnly: !input.mine,
        text: input.q,
        sort: input.sort,
        order: input.order,
        limit: input.limit,
        skip: input.skip,
      };
      const rows = await listVideos(db, query);
      const [videos, total] = await Promise.all([describeAll(viewer, rows), totalOf(query, rows.length)]);
      return { videos: [...videos], total, limit: input.limit, skip: input.skip };
    },

    /** Some video has changed: totals are counted anew. */
    forgetTotals: () => totals.clear(),

    async get(viewer: MaybeViewer, videoId: string, hasPass: PassCheck = noPass): Promise<VideoDto> {
      return describe(viewer, await needVideo(db, viewer, videoId, hasPass), hasPass);
    },

    /** Words that its owner wants it to be found by. */
    async tagsOf(
      viewer: MaybeViewer,
      videoId: string,
      hasPass: PassCheck = noPass,
    ): Promise<readonly string[]> {
      return (await needVideo(db, viewer, videoId, hasPass)).tags ?? [];
    },

    /** As its owner edits it. */
    async getManaged(viewer: Viewer, videoId: string) {
      const video = await needManaged(viewer, videoId);
      const described = await describe(viewer, video);
      const publishAt = video.publishAt?.toISOString() ?? null;
      return { ...described, tags: [...(video.tags ?? [])], publishAt };
    },

    /** How the video came to be what it is, step by step. @throws AppError FORBIDDEN for those who may only watch it */
    async explain(viewer: Viewer, videoId: string) {
      const video = await needVideoInside(db, viewer, videoId);
      const [upload, tasks, leases, renditions] = await Promise.all([
        findUpload(db, videoId),
        findTasks(db, videoId),
        findLeases(db, videoId),
        findRenditions(db, [videoId]),
      ]);
      const producedBytes = renditions.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      return {
        ...explainVideo({ video, upload, tasks, leases, producedBytes, now: clock.now() }),
        /** Whether this viewer may retry or cancel it. */
        mayManage: canManage(viewer, video),
      };
    },

    async update(
      viewer: Viewer,
      videoId: string,
      details: {
        title?: string | undefined;
        description?: string | undefined;
        tags?: readonly string[] | undefined;
        visibility?: Visibility | undefined;
      },
    ): Promise<VideoDto> {
      await needManaged(viewer, videoId);
      const cleaned = { ...details, tags: details.tags && cleanTags(details.tags) };
      const given = Object.fromEntries(Object.entries(cleaned).filter(([, value]) => value !== undefined));
      await db.transaction(async (tx) => {
        if (Object.keys(given).length === 0) return;
        const before = await lockVideo(tx, videoId);
        // What everybody finds has no password, and one that was forgotten must not come back with the link. Published
        // by hand, what was planned for later has come about.
        const opened = { ...given, passwordHash: null, publishAt: null };
        await updateDetails(tx, videoId, given.visibility === 'public' ? opened : given);
        await indexWords(tx, videoId);
        if (before && !isModerator(viewer)) await judgeEdit(tx, clock, before, { ...before, ...given });
        await recordVideoChange(tx, clock, videoId);
      });
      return describe(viewer, await needVideo(db, viewer, videoId));
    },

    /**
     * The row goes at once, so nothing plays any more; then the files, as asked. The answer says what is gone
     * by now: the sweeper goes on with the rest.
     */
    async remove(viewer: Viewer, videoId: string, deleteFiles: boolean) {
      await needManaged(viewer, videoId);
      const deletedFiles = deleteFiles ? 'removing' : 'kept';
      const wasFirst = await db.transaction(async (tx) => {
        if (!(await markDeleted(tx, clock, videoId, deletedFiles))) return false;
        const subject = { type: 'video', id: videoId } as const;
        const actorId = viewer.userId;
        await recordAudit(tx, clock, { actorId, action: 'video.deleted', subject, address: null });
        return true;
      });
      // Two at a time: what the first one asked for is what happens.
      if (!wasFirst) throw new AppError('VIDEO_NOT_FOUND');
      if (!deleteFiles) return { deletedFiles: { raw: false, processed: false } };
      return { deletedFiles: await removeVideoFiles(parts, videoId) };
    },

    async cancel(viewer: Viewer, videoId: string): Promise<void> {
      const video = await needManaged(viewer, videoId);
      if (!isInFlight(video.status))
        throw new AppError('VIDEO_ALREADY_PROCESSING', 'Nothing is under way to cancel.');
      await db.transaction(async (tx) => {
        await cancelTasks(tx, videoId);
        if (!(await moveVideo(tx, videoId, 'cancelled', { playable: false }))) {
          throw new AppError('VIDEO_ALREADY_PROCESSING', 'It ended before it could be cancelled.');
        }
        await recordVideoChange(tx, clock, videoId);
      });
    },

    /** Queues a failed or cancelled video again. Segments that are bound are not made twice. */
    async retry(viewer: Viewer, videoId: string): Promise<void> {
      await needManaged(viewer, videoId);
      await db.transaction(async (tx) => {
        const video = await lockVideo(tx, videoId);
        // Cancelled in its last step: all is encoded and verified, and only the manifests are left to write.
        const encodedAt = video?.status === 'cancelled' ? video.encodedAt : null;
        const cleared = { errorCode: null, errorStage: null, encodedAt };
        if (!(await moveVideo(tx, videoId, 'queued', cleared)))
          throw new AppError('VIDEO_ALREADY_PROCESSING');
        if (encodedAt) await moveVideo(tx, videoId, 'processing');
        // Nothing to revive: every task was done, and the final check failed.
        else if ((await reviveTasks(tx, videoId)) === 0) await restartTasks(tx, videoId);
        if (!video?.sourceEtag)
          throw new AppError('VIDEO_ALREADY_PROCESSING', 'Its upload was never completed.');
        await appendToOutbox(
          tx,
          clock,
          topics.uploads,
          await composeUploadedEvent(tx, clock, buckets.source, video),
        );
        await recordVideoChange(tx, clock, videoId);
      });
    },
  };
}

export type VideoService = ReturnType<typeof createVideoService>;
