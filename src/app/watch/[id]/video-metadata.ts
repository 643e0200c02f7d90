import type { Metadata } from 'next';
import type { Video } from '#lib/client/trpc.ts';

/** What search engines, chats and other sites are told of a video. Of what strangers may not watch, nothing but to pass it by. */
export function videoMetadata(video: Video): Metadata {
  const { title } = video;
  const description = video.description.slice(0, 200) || `A video by ${video.owner.name}.`;
  const path = `/watch/${video.id}`;
  const isOpen =
    video.status === 'ready' && video.moderation === 'approved' && video.visibility !== 'private';
  const robots = video.visibility === 'public' && isOpen ? {} : { robots: { index: false } };
  if (!isOpen) return { title, description, ...robots };
  const pictures = video.thumbnailUrl ? [`/thumbnail/${video.id}`] : [];
  return {
    title,
    description,
    ...robots,
    alternates: { canonical: path },
    openGraph: { siteName: 'Sluice', title, description, url: path, images: pictures, type: 'video.other' },
    twitter: { title, description, images: pictures, card: 'summary_large_image' },
  };
}
