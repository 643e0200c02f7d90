import { explainMediaError, isRetryable } from '#lib/domain/media-error.ts';
import { sourceKey } from '#lib/domain/object-keys.ts';
import { priceOf } from '#lib/domain/prices.ts';
import { meterUse } from '#lib/domain/video-cost.ts';
import type { renditions } from '../db/schema/renditions.ts';
import type { TaskRow } from '../db/schema/tasks.ts';
import type { VideoRow } from '../db/schema/videos.ts';

type RenditionRow = typeof renditions.$inferSelect;

/** Media URLs of one video for one viewer, with the grant in their query. */
export interface MediaUrls {
  hls(): string;
  dash(): string;
  thumbnail(): string;
  /** A frame to choose as the thumbnail. */
  still(number: number): string;
  storyboard(): string;
  /** The WebVTT of one language, by the captions' id. */
  caption(id: string): string;
  rendition(name: string): string;
}

export interface VideoDetails {
  readonly video: VideoRow;
  readonly ownerName: string;
  readonly renditions: readonly RenditionRow[];
  readonly tasks: readonly Pick<TaskRow, 'cpuSeconds' | 'capacity' | 'epoch'>[];
}

export interface DtoOptions {
  /** Null while the viewer may not play it. */
  readonly urls: MediaUrls | null;
  readonly showKeys: boolean;
  readonly launcher: string;
}

export type VideoDto = ReturnType<typeof toVideoDto>;

function seconds(from: Date | null, to: Date | null): number | null {
  return from && to ? (to.getTime() - from.getTime()) / 1000 : null;
}

/** At AWS's prices, whatever the launcher: before, by the plan; after, by what was metered. To a ten-thousandth of a cent. */
export function describeCost({ video, tasks }: Pick<VideoDetails, 'video' | 'tasks'>, producedBytes: number) {
  const { plan, costEstimate } = video;
  if (!plan || costEstimate === null) return null;
  const actual = video.status === 'ready' ? priceOf(meterUse(plan, tasks, producedBytes)) : null;
  const round = (dollars: number) => Math.round(dollars * 1e6) / 1e6;
  return { estimated: round(costEstimate), actual: actual === null ? null : round(actual), currency: 'USD' };
}

/** What differs of a video that a foreign transcoder made: its files lie with it, and it says what they are. */
function describeForeign({ playable, foreignResult: made }: VideoRow, urls: MediaUrls | null) {
  if (!made) return {};
  const isDash = new URL(made.manifestUrl).pathname.endsWith('.mpd');
  const address = playable && urls ? made.manifestUrl : null;
  return {
    resolutions: [...made.resolutions],
    hlsUrl: isDash ? null : address,
    manifestUrl: isDash ? address : null,
    thumbnailUrl: urls ? made.thumbnailUrl : null,
    metadata: made.metadata,
    ...(made.processingTime !== null && { processingTime: made.processingTime }),
  };
}

/** The video as REST and pages show it: `GET /videos/{id}` of the REST surface. */
export function toVideoDto(details: VideoDetails, options: DtoOptions) {
  const { video } = details;
  const { urls } = options;
  const isReady = video.status === 'ready';
  const rungs = [...details.renditions].sort((a, b) => b.height * b.width - a.height * a.width);
  const producedBytes = rungs.reduce((sum, rung) => sum + rung.sizeBytes, 0);
  const facts = video.facts?.video;
  return {
    id: video.id,
    owner: { id: video.ownerId, name: details.ownerName },
    title: video.title,
    description: video.description,
    filename: video.originalFilename,
    originalFilename: video.originalFilename,
    fileSize: video.sizeBytes,
    contentType: video.contentType,
    status: video.status,
    playable: video.playable,
    visibility: video.visibility,
    moderation: video.moderation,
    duration: video.durationMs === null ? null : video.durationMs / 1000,
    resolutions: rungs.map((rung) => rung.name),
    renditions: rungs.map((rung) => ({
      name: rung.name,
      width: rung.width,
      height: rung.height,
      bitrate: rung.bitrateBps,
      url: urls?.rendition(rung.name) ?? null,
    })),
    hlsUrl: video.playable ? (urls?.hls() ?? null) : null,
    manifestUrl: video.playable ? (urls?.dash() ?? null) : null,
    thumbnailUrl: video.thumbnailKey ? (urls?.thumbnail() ?? null) : null,
    storyboardUrl: video.storyboard ? (urls?.storyboard() ?? null) : null,
    metadata: facts
      ? {
          codec: facts.codec,
          width: facts.width,
          height: facts.height,
          fps: facts.frameRate.num / facts.frameRate.den,
          bitrate: video.facts?.bitrateBps ?? null,
        }
      : null,
    processingDetails: video.plan
      ? {
          launcher: options.launcher,
          capacity: video.plan.profile === 'spot' ? 'spot' : 'any',
          preset: video.plan.rungs[0]?.preset ?? '',
          cpuSeconds: details.tasks.reduce((sum, task) => sum + task.cpuSeconds, 0),
          compressionRatio: isReady && producedBytes > 0 ? video.sizeBytes / producedBytes : null,
          attempts: Math.max(0, ...details.tasks.map((task) => task.epoch)),
          cost: describeCost(details, producedBytes),
        }
      : null,
    ...(options.showKeys
      ? {
          s3Keys: {
            raw: sourceKey(video.id),
            hls: video.hlsKey,
            dash: video.dashKey,
            thumbnail: video.thumbnailKey,
          },
        }
      : {}),
    createdAt: video.createdAt.toISOString(),
    uploadedAt: video.uploadedAt?.toISOString() ?? null,
    processedAt: video.processedAt?.toISOString() ?? null,
    processingTime: seconds(video.uploadedAt, video.processedAt),
    ...describeForeign(video, urls),
    ...(video.errorCode
      ? {
          error: {
            code: video.errorCode,
            message: explainMediaError(video.errorCode),
            retryable: isRetryable(video.errorCode),
          },
        }
      : {}),
  };
}
