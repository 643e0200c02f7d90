import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { parseStartTime } from '#lib/domain/timestamps.ts';
import { serverCaller } from '#server/api/caller.ts';
import { webContainer } from '#server/container.ts';
import { currentViewer } from '../../viewer.ts';
import { PasswordGate } from './password-gate.tsx';
import { THEATRE_COOKIE } from './theatre-cookie.ts';
import { videoMetadata } from './video-metadata.ts';
import { WatchView } from './watch-view.tsx';

interface WatchProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly t?: string | readonly string[] }>;
}

/** A video one may not see does not exist: 404, never 403. Of a protected one there is its door, and nothing else: null. */
const findVideo = cache(async (id: string) => {
  const caller = await serverCaller();
  try {
    const [video, page] = await Promise.all([caller.videos.get({ id }), caller.watch.open({ id })]);
    return { video, page };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    if (error.code === 'UNPROCESSABLE_CONTENT') notFound();
    if (error.code !== 'NOT_FOUND') throw error;
    const { isLocked } = await caller.watch.isLocked({ id });
    return isLocked ? null : notFound();
  }
});

export async function generateMetadata({ params }: WatchProps): Promise<Metadata> {
  const found = await findVideo((await params).id);
  if (!found) return { title: 'A protected video', robots: { index: false } };
  return videoMetadata(found.video, webContainer().env.PUBLIC_URL);
}

export default async function WatchPage({ params, searchParams }: WatchProps) {
  const { id } = await params;
  const found = await findVideo(id);
  if (!found) return <PasswordGate videoId={id} />;
  const { video, page } = found;
  const [viewer, { t }, jar] = await Promise.all([currentViewer(), searchParams, cookies()]);
  const isMine = viewer !== null && (viewer.userId === video.owner.id || viewer.role === 'admin');
  return (
    <WatchView
      key={video.id}
      initial={video}
      page={page}
      format={webContainer().env.PLAYER_FORMAT}
      isMine={isMine}
      isSignedIn={viewer !== null}
      startAt={(typeof t === 'string' ? parseStartTime(t) : undefined) ?? null}
      isTheatre={jar.has(THEATRE_COOKIE)}
    />
  );
}
