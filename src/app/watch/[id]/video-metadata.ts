import type { Metadata } from 'next';
import type { Video } from '#lib/client/trpc.ts';

const WIDTH = 1280;

/** What search engines, chats and other sites are told of a video. Of what strangers may not watch, nothing but to pass it by. */
export function videoMetadata(video: Video, siteUrl: string): Metadata {
  const { title } = video;
  const description = video.description.slice(0, 200) || `A video by ${video.owner.name}.`;
  const path = `/watch/${video.id}`;
  const isOpen =
    video.status === 'ready' && video.moderation === 'approved' && video.visibility !== 'private';
  const robots = video.visibility === 'public' && isOpen ? {} : { robots: { index: false } };
  if (!isOpen) return { title, description, ...robots };
  const shape = video.renditions[0] ?? video.metadata;
  const [width, height] = [WIDTH, Math.round((WIDTH * (shape?.height ?? 9)) / (shape?.width ?? 16))];
  const player = `${siteUrl}/embed/${video.id}`;
  const pictures = video.thumbnailUrl ? [`/thumbnail/${video.id}`] : [];
  const oembed = `/api/oembed?${new URLSearchParams({ format: 'json', url: siteUrl + path })}`;
  return {
    title,
    description,
    ...robots,
    alternates: { canonical: path, types: { 'application/json+oembed': [{ url: oembed, title }] } },
    openGraph: {
      ...{ siteName: 'Sluice', title, description, url: path, images: pictures },
      type: 'video.other',
      videos: [{ url: player, type: 'text/html', width, height }],
    },
    twitter: {
      ...{ title, description, images: pictures },
      card: 'player',
      // Next.js would have a stream beside each player: ours is an address with a grant, which ends.
      players: [],
    },
    other: {
      'twitter:player': player,
      'twitter:player:width': String(width),
      'twitter:player:height': String(height),
    },
  };
}
