import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

/** What belongs to one person, and what is no page. What must not be found at all says so itself (`noindex`). */
const closed = ['/api/', '/media/', '/settings', '/upload', '/studio', '/moderation', '/admin'];

export function GET(): Response {
  const { PUBLIC_URL } = webContainer().env;
  const lines = [
    'User-agent: *',
    // Other sites ask for what they show of a video.
    'Allow: /api/oembed',
    ...closed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${PUBLIC_URL}/sitemap.xml`,
    '',
  ];
  return new Response(lines.join('\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
}
