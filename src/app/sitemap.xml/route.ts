import { buildSitemapIndex } from '#lib/domain/feeds/build-sitemap.ts';
import { answerPublicly, xmlAnswer } from '#server/api/answer-publicly.ts';

export const dynamic = 'force-dynamic';

/** The files that list all public videos. */
export function GET(request: Request): Promise<Response> {
  return answerPublicly(request, async ({ catalog, env }) => {
    const count = await catalog.countSitemaps();
    const urls = Array.from({ length: count }, (_, index) => `${env.PUBLIC_URL}/sitemap/${index + 1}`);
    return xmlAnswer(buildSitemapIndex(urls), 'application/xml');
  });
}
