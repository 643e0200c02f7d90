'use client';

import { useQuery } from '@tanstack/react-query';
import { parseStoryboard, type StoryboardTile } from '#lib/client/player/storyboard-tiles.ts';

/** Enough to see what happens; a film of two hours has a hundred. */
const MOST_TILES = 12;

async function readTiles(url: string): Promise<readonly StoryboardTile[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the storyboard answered ${answer.status}`);
  return parseStoryboard(await answer.text(), answer.url);
}

/** Evenly over the whole length, the first among them. */
function pickTiles(tiles: readonly StoryboardTile[]): readonly StoryboardTile[] {
  const step = Math.max(1, tiles.length / MOST_TILES);
  const count = Math.min(tiles.length, MOST_TILES);
  return Array.from({ length: count }, (_, place) => tiles[Math.floor(place * step)]).filter(
    (tile) => tile !== undefined,
  );
}

/** The whole video at a glance: tiles of its storyboard, cut out of the sheets by the view box of an SVG. */
export function StoryboardWall({ url, title }: { readonly url: string; readonly title: string }) {
  const { data = [] } = useQuery({
    queryKey: ['storyboard', url],
    queryFn: () => readTiles(url),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const shown = pickTiles(data);
  if (shown.length === 0) return null;
  return (
    <div
      role="img"
      aria-label={`Storyboard of ${title}: ${shown.length} pictures`}
      className="grid grid-cols-4 gap-1 overflow-hidden rounded-lg sm:grid-cols-6"
      data-storyboard={shown.length}
    >
      {shown.map((tile) => (
        <svg
          key={tile.startSeconds}
          viewBox={`${tile.x} ${tile.y} ${tile.width} ${tile.height}`}
          className="aspect-video w-full bg-sunken"
          aria-hidden="true"
        >
          <image href={tile.url} />
        </svg>
      ))}
    </div>
  );
}
