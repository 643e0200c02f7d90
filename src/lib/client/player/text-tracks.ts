import type { Player } from './create-player.ts';

/** video.js' list is numbered like an array, which its types do not mention. */
export const textTracksOf = (player: Player): readonly TextTrack[] =>
  Array.from(player.textTracks() as unknown as ArrayLike<TextTrack>);

/** Shows captions, or hides what is shown: the language that was hidden last comes back. */
export function toggleCaptions(player: Player, lastLanguage: string | undefined): string | undefined {
  const tracks = textTracksOf(player).filter(({ kind }) => kind === 'captions' || kind === 'subtitles');
  const shown = tracks.find(({ mode }) => mode === 'showing');
  if (shown) {
    shown.mode = 'disabled';
    return shown.language;
  }
  const next = tracks.find(({ language }) => language === lastLanguage) ?? tracks[0];
  if (next) next.mode = 'showing';
  return lastLanguage;
}
