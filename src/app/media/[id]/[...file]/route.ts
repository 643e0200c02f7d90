import { AppError } from '#lib/domain/errors.ts';
import { countVisit } from '#server/api/door.ts';
import { restError } from '#server/api/rest-answer.ts';
import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

/** Players of other sites may fetch, for the grant in the query is all there is to steal. */
const openToPlayers = { 'access-control-allow-origin': '*', 'cache-control': 'private, no-store' };

/** A segment that was held in vain is the next to be made: it is there in a moment. */
const RETRY_AFTER_SECONDS = '1';

export async function GET(
  request: Request,
  context: { params: Promise<{ id: string; file: string[] }> },
): Promise<Response> {
  const container = webContainer();
  const { id, file } = await context.params;
  const headers = new Headers(openToPlayers);
  try {
    await countVisit(container, request, headers);
    const answer = await container.gate.serve(id, file.join('/'), new URL(request.url).searchParams.get('g'));
    if (answer.kind === 'redirect') {
      return new Response(null, { status: 302, headers: { ...openToPlayers, location: answer.url } });
    }
    return new Response(answer.body, { headers: { ...openToPlayers, 'content-type': answer.contentType } });
  } catch (error) {
    if (!(error instanceof AppError)) container.log.error({ err: error }, 'the gate failed');
    if (error instanceof AppError && error.status === 503) headers.set('retry-after', RETRY_AFTER_SECONDS);
    return restError(error, headers);
  }
}
