import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { parseStartTime } from '#lib/domain/timestamps.ts';
import { serverCaller } from '#server/api/caller.ts';
import { webContainer } from '#server/container.ts';
import { EmbedView } from './embed-view.tsx';

interface EmbedProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly t?: string | string[] }>;
}

/** As a stranger, whoever looks: a frame of another site must show nothing that is its viewer's alone. */
const findOpenVideo = cache(async (id: string) => {
  const caller = await serverCaller({ asStranger: true });
  try {
    return await caller.videos.get({ id });
  } catch (error) {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'UNPROCESSABLE_CONTENT'))
      notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Pick<EmbedProps, 'params'>): Promise<Metadata> {
  const { id, title } = await findOpenVideo((await params).id);
  // The page of the video is what search engines are to find.
  return { title, alternates: { canonical: `/watch/${id}` }, robots: { index: false } };
}

export default async function EmbedPage({ params, searchParams }: EmbedProps) {
  const video = await findOpenVideo((await params).id);
  const caller = await serverCaller({ asStranger: true });
  const { token } = await caller.watch.open({ id: video.id });
  const { t } = await searchParams;
  const startAt = (typeof t === 'string' ? parseStartTime(t) : undefined) ?? null;
  return (
    <EmbedView
      key={video.id}
      video={video}
      format={webContainer().env.PLAYER_FORMAT}
      startAt={startAt}
      token={token}
    />
  );
}
