import { answerPublicly, xmlAnswer } from '#server/api/answer-publicly.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  const { id } = await context.params;
  return answerPublicly(request, async ({ catalog, env }) =>
    xmlAnswer(await catalog.composeFeed(env.PUBLIC_URL, id), 'application/rss+xml'),
  );
}
