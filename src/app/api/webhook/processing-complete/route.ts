import { throughDoor } from '#server/api/door.ts';
import { handleProcessingComplete } from '#server/api/processing-complete.ts';

export const dynamic = 'force-dynamic';

/** One transcoder may end with many videos: by its secret it is known, not by its address. */
export function POST(request: Request): Promise<Response> {
  return throughDoor(request, { limit: 'live' }, (call) => handleProcessingComplete(request, call));
}
