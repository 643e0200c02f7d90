import { preflight, throughDoor } from '#server/api/door.ts';
import { streamStatusEvents } from '#server/api/status-events.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await context.params;
  const rules = { limit: 'live', scope: 'videos:read' } as const;
  return throughDoor(request, rules, async ({ container, viewer, headers }) => {
    // Judged before the stream begins, so that a refusal has its status.
    await container.status.statusOf(viewer, id);
    const { live, stopping } = container;
    const end = AbortSignal.any([request.signal, stopping]);
    const events = streamStatusEvents(live.ofVideo(viewer, id, end), request.signal, stopping);
    headers.set('content-type', 'text/event-stream; charset=utf-8');
    headers.set('cache-control', 'no-cache, no-transform');
    headers.set('x-accel-buffering', 'no');
    return new Response(events, { headers });
  });
}

export { preflight as OPTIONS };
