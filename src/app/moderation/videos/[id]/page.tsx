import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { serverCaller } from '#server/api/caller.ts';
import { needModerator } from '../../../viewer.ts';
import { VideoReview } from './video-review.tsx';

export const metadata: Metadata = { title: 'Review of a video' };

interface ReviewProps {
  readonly params: Promise<{ readonly id: string }>;
}

async function findReview(id: string) {
  const caller = await serverCaller();
  try {
    return await caller.moderation.review({ id });
  } catch (error) {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'UNPROCESSABLE_CONTENT'))
      notFound();
    throw error;
  }
}

export default async function ReviewPage({ params }: ReviewProps) {
  const { id } = await params;
  await needModerator(`/moderation/videos/${encodeURIComponent(id)}`);
  return <VideoReview initial={await findReview(id)} />;
}
