import type { Player } from './create-player.ts';
import type { Representation } from './quality.ts';

interface VhsTech {
  readonly vhs: {
    representations(): readonly Representation[];
    readonly playlists?: { media?(): VhsPlaylist | undefined; trigger?(event: string): void };
  };
}

interface VhsPlaylist {
  readonly attributes?: { readonly RESOLUTION?: { readonly width: number; readonly height: number } };
}

/** VHS is a guest inside the tech, which video.js' own types do not mention. */
function hasRepresentations(tech: unknown): tech is VhsTech {
  if (typeof tech !== 'object' || tech === null || !('vhs' in tech)) return false;
  const { vhs } = tech;
  return (
    typeof vhs === 'object' &&
    vhs !== null &&
    'representations' in vhs &&
    typeof vhs.representations === 'function'
  );
}

/** The rungs to choose from; none while loading, or where the browser plays the stream by itself. */
export function representationsOf(player: Player): readonly Representation[] {
  // `true` tells video.js that the tech's inner parts are wanted on purpose.
  const tech: unknown = player.tech(true);
  return hasRepresentations(tech) ? tech.vhs.representations() : [];
}

/**
 * Throws away what is buffered of another rung, if VHS forgot to. When it goes back to a rung it has played before, it
 * reports the change before it has noted that the buffer is to go, and the old picture stays until the buffer has
 * been played; told once more, it does it (http-streaming 3.17: `fastQualityChange_`).
 */
export function dropOldQuality(player: Player, quality: number): void {
  const tech: unknown = player.tech(true);
  if (!hasRepresentations(tech)) return;
  const { playlists } = tech.vhs;
  const size = playlists?.media?.()?.attributes?.RESOLUTION;
  if (size && Math.min(size.width, size.height) === quality) playlists?.trigger?.('mediachange');
}
