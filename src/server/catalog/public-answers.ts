import type { Clock } from '../ports/clock.ts';
import { createShortMemory } from '../short-memory.ts';
import type { VideoListInput, VideoService } from '../videos/service.ts';
import type { BrowseInput, CatalogService } from './service.ts';

/** As long as a list may be old where nobody hears of changes. */
const REMEMBERED_SECONDS = 1;
/** Pages that are asked for again: the first ones, and searches of the hour. */
const REMEMBERED_ANSWERS = 200;

/**
 * Lists that everybody gets alike, made once for all who ask within a second. Forgotten when some video changes, here or
 * elsewhere.
 */
export function createPublicAnswers({
  videos,
  catalog,
  clock,
}: {
  readonly videos: Pick<VideoService, 'list'>;
  readonly catalog: Pick<CatalogService, 'browse'>;
  readonly clock: Clock;
}) {
  const size = { clock, seconds: REMEMBERED_SECONDS, size: REMEMBERED_ANSWERS };
  const lists = createShortMemory<Awaited<ReturnType<VideoService['list']>>>(size);
  const pages = createShortMemory<Awaited<ReturnType<CatalogService['browse']>>>(size);

  return {
    /** As strangers see it. */
    list: (input: VideoListInput) => lists.get(JSON.stringify(input), () => videos.list(null, input)),
    browse: (input: BrowseInput) => pages.get(JSON.stringify(input), () => catalog.browse(input)),
    forget(): void {
      lists.clear();
      pages.clear();
    },
  };
}
