/** One small picture of a storyboard: where it is and for what stretch it stands. */
export interface StoryboardTile {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Address of its sheet. */
  readonly url: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const time = String.raw`(\d+):(\d\d):(\d\d\.\d{3})`;
const cue = new RegExp(String.raw`^${time} --> ${time}\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$`, 'gm');

/**
 * Reads the storyboard that the site's own gate writes.
 * @param base address of the WebVTT: the sheets' are relative to it
 */
export function parseStoryboard(vtt: string, base: string): readonly StoryboardTile[] {
  return [...vtt.replaceAll('\r\n', '\n').matchAll(cue)].map((found) => {
    const [, h1, m1, s1, h2, m2, s2, uri = '', ...numbers] = found;
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    const url = new URL(uri, base).href;
    return {
      startSeconds: toSeconds(h1, m1, s1),
      endSeconds: toSeconds(h2, m2, s2),
      url,
      x,
      y,
      width,
      height,
    };
  });
}

function toSeconds(hours = '0', minutes = '0', seconds = '0'): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** The tile for a time; the nearest one outside of all. */
export function tileAt(tiles: readonly StoryboardTile[], seconds: number): StoryboardTile | undefined {
  return tiles.find(({ endSeconds }) => seconds < endSeconds) ?? tiles.at(-1);
}
