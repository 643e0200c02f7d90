import { AppError } from '#lib/domain/errors.ts';
import { buildSitemap } from '#lib/domain/feeds/build-sitemap.ts';
import { answerPublicly, xmlAnswer } from '#server/api/answer-publicly.ts';

export const dynamic = 'force-dynamic';

/** One file of the map, from 1 on; the first begins with the home page. */
export async function GET(
  request: Request,
  context: { readonly params: Promise<{ readonly page: string }> },
): Promise<Response> {
  const { page } = await context.params;
  return answerPublicly(request, async ({ catalog, env }) => {
    const number = /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 0;
    if (number === 0 || number > (await catalog.countSitemaps())) throw new AppError('NOT_FOUND');
    const videos = await catalog.listSitemap(number);
    const home = number === 1 ? [{ url: `${env.PUBLIC_URL}/` }] : [];
    const pages = videos.map(({ id, createdAt }) => ({
      url: `${env.PUBLIC_URL}/watch/${id}`,
      changedAt: createdAt,
    }));
    return xmlAnswer(buildSitemap([...home, ...pages]), 'application/xml');
  });
}
