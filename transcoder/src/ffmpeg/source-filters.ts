/** What the source says of its colours; FFmpeg's names, null where it says nothing. */
export interface SourceColor {
  readonly transfer: string | null;
  readonly space: string | null;
  /** Display height: where nothing is said, players take 720 lines and more for BT.709. */
  readonly height: number;
}

const hdrTransfers = ['smpte2084', 'arib-std-b67'];
const HD_LINES = 720;

/** Before the picture is laid on the grid. */
export function buildDeinterlaceFilters(isInterlaced: boolean): readonly string[] {
  // One frame out for one in; frames that are progressive pass.
  return isInterlaced ? ['bwdif=mode=send_frame:deint=interlaced'] : [];
}

/** Scales the source to a size and to 8-bit BT.709 with square pixels: what every player shows alike. */
export function buildNormalizeFilters(color: SourceColor, width: number, height: number): readonly string[] {
  if (color.transfer !== null && hdrTransfers.includes(color.transfer)) {
    return [
      `scale=${width}:${height}:flags=bicubic`,
      // 100 nits: the white that SDR screens are mastered for.
      'zscale=transfer=linear:npl=100',
      'format=gbrpf32le',
      'zscale=primaries=bt709',
      'tonemap=tonemap=hable:desat=0',
      'zscale=transfer=bt709:matrix=bt709:range=tv',
      'format=yuv420p',
      'setsar=1',
    ];
  }
  const matrix = color.space === null ? (color.height >= HD_LINES ? 'bt709' : 'bt601') : 'auto';
  return [
    `scale=${width}:${height}:flags=bicubic:in_color_matrix=${matrix}:out_color_matrix=bt709:out_range=tv`,
    'format=yuv420p',
    'setsar=1',
  ];
}
