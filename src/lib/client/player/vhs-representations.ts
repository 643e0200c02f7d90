import type { Player } from './create-player.ts';
import type { Representation } from './quality.ts';

interface VhsTech {
  readonly vhs: { representations(): readonly Representation[] };
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
