import { AppError } from '#lib/domain/errors.ts';
import { buildOembed, videoIdOfAddress } from '#lib/domain/feeds/oembed.ts';
import { answerPublicly } from '#server/api/answer-publicly.ts';

export const dynamic = 'force-dynamic';

/** https://oembed.com, for whoever shows a link to a video: what strangers may watch, and nothing else exists. */
export function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  return answerPublicly(request, async ({ videos, env }) => {
    const format = asked.get('format') ?? 'json';
    // The specification's own answer to a format that is not there.
    if (format !== 'json') return new Response('Only format=json is answered.', { status: 501 });
    const id = videoIdOfAddress(env.PUBLIC_URL, asked.get('url') ?? '');
    if (!id) throw new AppError('VIDEO_NOT_FOUND');
    const video = await videos.get(null, id);
    const [rung] = video.renditions;
    const shown = { ...video, shape: rung ?? video.metadata, hasPicture: video.thumbnailUrl !== null };
    const bounds = { ...boundOf('maxWidth', 'maxwidth'), ...boundOf('maxHeight', 'maxheight') };
    const body = buildOembed(env.PUBLIC_URL, 'Sluice', shown, bounds);
    return Response.json(body, { headers: { 'access-control-allow-origin': '*' } });
  });

  function boundOf(name: 'maxWidth' | 'maxHeight', parameter: string) {
    const text = asked.get(parameter) ?? '';
    return /^[1-9]\d{0,4}$/.test(text) ? { [name]: Number(text) } : {};
  }
}
