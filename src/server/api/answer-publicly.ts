import { AppError } from '#lib/domain/errors.ts';
import { type WebContainer, webContainer } from '../container.ts';
import { countVisit } from './door.ts';
import { restError } from './rest-answer.ts';

/** Whoever looks again within a minute may get what stood then: a feed or a map is no promise that something plays. */
const CACHE_CONTROL = 'public, max-age=60';

/** What anybody may fetch by a plain GET, the same for everyone: feeds, maps, what other sites show of a video. */
export async function answerPublicly(
  request: Request,
  make: (container: WebContainer) => Promise<Response>,
): Promise<Response> {
  const container = webContainer();
  const headers = new Headers({ 'cache-control': 'no-store' });
  try {
    await countVisit(container, request, headers);
    const answer = await make(container);
    answer.headers.set('cache-control', CACHE_CONTROL);
    return answer;
  } catch (error) {
    if (!(error instanceof AppError)) container.log.error({ err: error }, 'a public file failed');
    return restError(error, headers);
  }
}

export function xmlAnswer(xml: string, type: 'application/rss+xml' | 'application/xml'): Response {
  return new Response(xml, { headers: { 'content-type': `${type}; charset=utf-8` } });
}
