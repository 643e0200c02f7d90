import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;
export type QueuePage = Outputs['moderation']['queue'];
export type QueuedVideo = QueuePage['videos'][number];
export type Review = Outputs['moderation']['review'];
/** What both the queue and a video's own page know of it. */
export type ReviewedVideo = Review['video'];
export type PeoplePage = Outputs['accounts']['people'];
export type FoundPerson = PeoplePage['people'][number];
export type Person = Outputs['accounts']['person'];
export type PersonHistory = Outputs['accounts']['history'];
export type AuditPage = Outputs['audit']['search'];
export type NoticeList = Outputs['notices']['list'];
