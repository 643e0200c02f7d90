import { plan } from '#lib/domain/plan.ts';
import { sampleFacts } from '#lib/domain/testing/sample-facts.ts';
import type { VideoRow } from '../../db/schema/videos.ts';
import { type StatusDto, type StatusFacts, toStatusDto } from '../status-dto.ts';

const sampleVideoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
export const sampleOwnerId = '01KAZX5V3H8T6W2M4N9QRS7BCE';
const createdAt = new Date('2026-11-21T12:00:00.000Z');

/** The row of a planned video that is being processed, for tests. */
export function sampleVideo(over: Partial<VideoRow> = {}): VideoRow {
  const facts = sampleFacts();
  return {
    id: sampleVideoId,
    ownerId: sampleOwnerId,
    title: 'A walk',
    description: '',
    tags: null,
    originalFilename: 'walk.mp4',
    contentType: 'video/mp4',
    sizeBytes: facts.sizeBytes,
    status: 'processing',
    ownerBanned: false,
    passwordHash: null,
    viewCount: 0,
    playable: false,
    visibility: 'private',
    publishAt: null,
    moderation: 'pending',
    reviewedAt: null,
    heldFor: null,
    moderationReason: null,
    version: 3,
    sourceState: 'present',
    sourceEtag: 'etag',
    facts,
    plan: plan(facts),
    plannedWeight: null,
    costEstimate: null,
    durationMs: 30_000,
    audioSegmentCount: 0,
    hlsKey: null,
    dashKey: null,
    thumbnailKey: null,
    stillKeys: null,
    thumbnailChosen: false,
    thumbnailRequest: null,
    storyboard: null,
    foreignResult: null,
    errorCode: null,
    errorStage: null,
    createdAt,
    uploadedAt: createdAt,
    processingStartedAt: createdAt,
    processedAt: null,
    encodedAt: null,
    deletedAt: null,
    deletedFiles: null,
    ...over,
  };
}

/** The status of such a video. */
export function sampleStatus(over: Partial<VideoRow> = {}, facts: Partial<StatusFacts> = {}): StatusDto {
  return toStatusDto({
    video: sampleVideo(over),
    tasks: [],
    outlook: null,
    bytesUploaded: 0,
    isDelayed: false,
    ...facts,
  });
}
