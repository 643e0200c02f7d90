import { formatDuration } from '../format/duration.ts';
import { chapterTitleAt } from './chapter-track.ts';
import type { Player } from './create-player.ts';
import { parseStoryboard, type StoryboardTile, tileAt } from './storyboard-tiles.ts';

const EDGE_PX = 4;

/**
 * Shows the picture and the time of where the pointer is on the scrub bar: a mouse above it, a finger that
 * drags it. It is for eyes alone: the bar itself tells the time to screen readers.
 * @param url address of the storyboard's WebVTT; fetched when it is first wanted
 * @returns takes it away again
 */
export function attachStoryboardPreview(player: Player, url: string): () => void {
  const bar = player.el().querySelector('.vjs-progress-control');
  const holder = player.el().querySelector('.vjs-progress-holder');
  if (!(bar instanceof HTMLElement) || !(holder instanceof HTMLElement)) return () => undefined;
  const preview = createPreview();
  player.el().append(preview.element);
  const ended = new AbortController();
  const { signal } = ended;
  let tiles: Promise<readonly StoryboardTile[]> | undefined;
  let isDragged = false;
  let wanted: number | undefined;

  const hide = () => {
    wanted = undefined;
    preview.element.hidden = true;
  };
  const show = async ({ clientX }: PointerEvent) => {
    const rect = holder.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - rect.left) / rect.width));
    const seconds = share * (player.duration() ?? 0);
    wanted = seconds;
    tiles ??= fetchTiles(url, signal).catch(() => []);
    const tile = tileAt(await tiles, seconds);
    // The pointer has moved on while the list was fetched.
    if (!tile || wanted !== seconds || signal.aborted) return;
    preview.fill(tile, seconds, chapterTitleAt(player, seconds));
    place(preview.element, player.el(), rect, share);
  };

  const listen = (target: EventTarget, types: readonly string[], listener: (event: PointerEvent) => void) => {
    for (const type of types) {
      target.addEventListener(type, (event) => event instanceof PointerEvent && listener(event), { signal });
    }
  };
  listen(bar, ['pointerenter', 'pointermove', 'pointerdown'], (event) => void show(event));
  listen(bar, ['pointerdown'], () => {
    isDragged = true;
  });
  listen(bar, ['pointerleave'], () => isDragged || hide());
  // While the bar is dragged the pointer may be anywhere.
  listen(document, ['pointermove'], (event) => isDragged && void show(event));
  listen(document, ['pointerup', 'pointercancel'], () => {
    if (isDragged) hide();
    isDragged = false;
  });

  return () => {
    ended.abort();
    preview.element.remove();
  };
}

async function fetchTiles(url: string, signal: AbortSignal): Promise<readonly StoryboardTile[]> {
  const answer = await fetch(url, { signal });
  return answer.ok ? parseStoryboard(await answer.text(), answer.url) : [];
}

function createPreview() {
  const element = document.createElement('div');
  const picture = document.createElement('div');
  const label = document.createElement('div');
  element.className = 'player-preview';
  element.ariaHidden = 'true';
  element.hidden = true;
  label.className = 'player-preview-time';
  element.append(picture, label);
  return {
    element,
    fill(tile: StoryboardTile, seconds: number, chapter: string | undefined) {
      picture.style.width = `${tile.width}px`;
      picture.style.height = `${tile.height}px`;
      picture.style.background = `url(${JSON.stringify(tile.url)}) -${tile.x}px -${tile.y}px`;
      // Whole seconds that have passed, as the player's own clock counts.
      const time = formatDuration(Math.floor(seconds));
      label.textContent = chapter ? `${chapter} · ${time}` : time;
      element.hidden = false;
    },
  };
}

/** Above the pointer, and always whole inside the player. */
function place(element: HTMLElement, host: Element, bar: DOMRect, share: number): void {
  const frame = host.getBoundingClientRect();
  const center = bar.left - frame.left + share * bar.width;
  const most = frame.width - element.offsetWidth - EDGE_PX;
  element.style.left = `${Math.max(EDGE_PX, Math.min(center - element.offsetWidth / 2, most))}px`;
}
