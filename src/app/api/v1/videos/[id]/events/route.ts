import { AppError } from '#lib/domain/errors.ts';
import { restError } from '#server/api/rest.ts';
import { streamStatusEvents } from '#server/api/status-events.ts';
import { viewerOfCall } from '#server/auth/viewer-of-request.ts';
import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const container = webContainer();
  const { id } = await context.params;
  try {
    const viewer = await viewerOfCall(container, request, 'videos:read');
    // Judged before the stream begins, so that a refusal has its status.
    await container.status.statusOf(viewer, id);
    const { live, stopping } = container;
    const end = AbortSignal.any([request.signal, stopping]);
    const events = streamStatusEvents(live.ofVideo(viewer, id, end), request.signal, stopping);
    return new Response(events, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) container.log.error({ err: error }, 'events could not be opened');
    return restError(error);
  }
}
