import { AppError } from '#lib/domain/errors.ts';
import { answerPublicly } from '#server/api/answer-publicly.ts';

export const dynamic = 'force-dynamic';

/** The picture of what strangers may watch, at an address that lasts: feeds and other sites keep it for years. */
export async function GET(
  request: Request,
  context: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  const { id } = await context.params;
  return answerPublicly(request, async ({ videos }) => {
    const { thumbnailUrl } = await videos.get(null, id);
    if (!thumbnailUrl) throw new AppError('NOT_FOUND');
    return new Response(null, { status: 302, headers: { location: thumbnailUrl } });
  });
}
