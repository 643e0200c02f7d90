import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { serverCaller } from '#server/api/caller.ts';
import { webContainer } from '#server/container.ts';
import { currentViewer } from '../../viewer.ts';
import { WatchView } from './watch-view.tsx';

interface WatchProps {
  readonly params: Promise<{ readonly id: string }>;
}

/** A video one may not see does not exist: 404, never 403. */
const findVideo = cache(async (id: string) => {
  const caller = await serverCaller();
  try {
    return await caller.videos.get({ id });
  } catch (error) {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'UNPROCESSABLE_CONTENT'))
      notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: WatchProps): Promise<Metadata> {
  const video = await findVideo((await params).id);
  const isPublic = video.visibility === 'public' && video.status === 'ready';
  return {
    title: video.title,
    description: video.description.slice(0, 200) || `A video by ${video.owner.name}.`,
    ...(isPublic ? {} : { robots: { index: false } }),
  };
}

export default async function WatchPage({ params }: WatchProps) {
  const video = await findVideo((await params).id);
  const viewer = await currentViewer();
  const isMine = viewer !== null && (viewer.userId === video.owner.id || viewer.role === 'admin');
  return (
    <WatchView key={video.id} initial={video} format={webContainer().env.PLAYER_FORMAT} isMine={isMine} />
  );
}
