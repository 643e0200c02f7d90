import { answerPublicly, xmlAnswer } from '#server/api/answer-publicly.ts';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerPublicly(request, async ({ catalog, env }) =>
    xmlAnswer(await catalog.composeFeed(env.PUBLIC_URL), 'application/rss+xml'),
  );
}
