import type { SourceFacts } from '../../../src/lib/domain/source-facts.ts';

/** What the source says of its colours; FFmpeg's names, null where it says nothing. */
export interface SourceColor {
  readonly transfer: string | null;
  readonly primaries: string | null;
  readonly space: string | null;
  readonly range: string | null;
  /** Display height: where nothing is said, players take 720 lines and more for BT.709. */
  readonly height: number;
}

export function colorOf(video: SourceFacts['video']): SourceColor {
  return {
    transfer: video.colorTransfer,
    primaries: video.colorPrimaries,
    space: video.colorSpace,
    range: video.colorRange,
    height: video.height,
  };
}

const HD_LINES = 720;

/** ffprobe's name of a matrix to swscale's. */
const scalerMatrices: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  fcc: 'fcc',
  bt470bg: 'bt601',
  smpte170m: 'bt601',
  smpte240m: 'smpte240m',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};

/**
 * Where the file says nothing or its pictures are RGB, `auto` asks the frames. Else it is the file's word that
 * counts, as in players: VP8 frames claim BT.601 whatever their file says.
 */
export function scalerMatrix({ space, height }: SourceColor): string {
  if (space === null) return height >= HD_LINES ? 'bt709' : 'bt601';
  return scalerMatrices[space] ?? 'auto';
}

export function scalerRange({ range }: SourceColor): string {
  return range === 'tv' || range === 'pc' ? range : 'auto';
}
