import type { Chapter } from '#lib/domain/chapters.ts';
import type { Player } from './create-player.ts';
import { textTracksOf } from './text-tracks.ts';

/**
 * Gives the player its chapters: as a WebVTT track, which the menu in its control bar lists, and as marks on the scrub bar.
 * @returns takes them away again
 */
export function showChapters(player: Player, chapters: readonly Chapter[]): () => void {
  const marks = createMarks(chapters);
  player.el().querySelector('.vjs-progress-holder')?.append(marks);
  let track: TextTrack | undefined;
  let isOver = false;
  // A player that has not begun to load has no place for tracks yet.
  player.ready(() => {
    if (isOver) return;
    track = addTrack(player, chapters);
    updateMenu(player);
  });
  return () => {
    isOver = true;
    marks.remove();
    if (track && !player.isDisposed()) player.removeRemoteTextTrack(track);
  };
}

function addTrack(player: Player, chapters: readonly Chapter[]): TextTrack {
  // Like the element of the same name in HTML; video.js' types forget what it holds.
  const { track } = player.addRemoteTextTrack(
    { kind: 'chapters', label: 'Chapters', language: 'en' },
    true,
  ) as unknown as Pick<HTMLTrackElement, 'track'>;
  for (const { startSeconds, endSeconds, title } of chapters)
    track.addCue(new VTTCue(startSeconds, endSeconds, title));
  return track;
}

/** The menu looks when a track comes, and ours has its lines a moment later. */
function updateMenu(player: Player): void {
  const button: unknown = player.getChild('ControlBar')?.getChild('ChaptersButton');
  if (
    typeof button === 'object' &&
    button !== null &&
    'update' in button &&
    typeof button.update === 'function'
  )
    button.update();
}

/** For eyes alone: the list and the menu say the same to everybody. */
function createMarks(chapters: readonly Chapter[]): HTMLElement {
  const marks = document.createElement('div');
  marks.className = 'player-chapters';
  marks.ariaHidden = 'true';
  const duration = chapters.at(-1)?.endSeconds ?? 0;
  for (const { startSeconds } of chapters.slice(1)) {
    const mark = document.createElement('div');
    mark.style.left = `${(100 * startSeconds) / duration}%`;
    marks.append(mark);
  }
  return marks;
}

/** The title of the chapter at a time; undefined without chapters. */
export function chapterTitleAt(player: Player, seconds: number): string | undefined {
  const cues = textTracksOf(player).find(({ kind }) => kind === 'chapters')?.cues;
  const cue = Array.from(cues ?? []).findLast(({ startTime }) => startTime <= seconds);
  return cue instanceof VTTCue ? cue.text : undefined;
}
