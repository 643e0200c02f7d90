import { type SourceColor, scalerMatrix, scalerRange } from './source-color.ts';

const hdrTransfers = ['smpte2084', 'arib-std-b67'];
/** Gamuts that hold colours which BT.709 has not, by ffprobe's names: BT.2020, DCI-P3 and Display P3. */
const widePrimaries = ['bt2020', 'smpte431', 'smpte432'];

/** Diffuse white of HDR pictures, in nits (ITU-R BT.2408): it, and not the brightest spark, is the white of SDR. */
const REFERENCE_WHITE_NITS = 203;
/** What consumer HDR is mastered to. Fixed, not read from the file: chunks must be equally bright. */
const HDR_PEAK_NITS = 1_000;
/**
 * Below this share of the reference white nothing is changed; above, highlights are rolled off to the peak, so that
 * white ends at 87 % of full. The filmic curves dim all of the picture (by a fifth, measured with `hable`).
 */
const LINEAR_SHARE = 0.4;

/** Before the picture is laid on the grid. */
export function buildDeinterlaceFilters(isInterlaced: boolean): readonly string[] {
  // One frame out for one in; frames that are progressive pass.
  return isInterlaced ? ['bwdif=mode=send_frame:deint=interlaced'] : [];
}

/** Half of bicubic's time from 1080p to 240p, 0.16 s of CPU for 0.36 over 4 s; a little softer. */
export type Scaler = 'bicubic' | 'area';

/** Scales the source to a size and to 8-bit BT.709 with square pixels: what every player shows alike. */
export function buildNormalizeFilters(
  color: SourceColor,
  { width, height }: { readonly width: number; readonly height: number },
  scaler: Scaler,
): readonly string[] {
  return [...buildColorFilters(color, `${width}:${height}:flags=${scaler}`), 'format=yuv420p', 'setsar=1'];
}

/** @param scaling size and flags, for the scale filter */
function buildColorFilters(color: SourceColor, scaling: string): readonly string[] {
  const output = 'matrix=bt709:range=tv';
  if (color.transfer !== null && hdrTransfers.includes(color.transfer)) {
    return [
      `scale=${scaling}`,
      `zscale=${inputTags(color, color.transfer, 'bt2020')}:transfer=linear:npl=${REFERENCE_WHITE_NITS}`,
      'format=gbrpf32le',
      'zscale=primaries=bt709',
      `tonemap=tonemap=mobius:param=${LINEAR_SHARE}:peak=${HDR_PEAK_NITS / REFERENCE_WHITE_NITS}:desat=0`,
      `zscale=transfer=bt709:${output}`,
    ];
  }
  if (color.primaries !== null && widePrimaries.includes(color.primaries)) {
    // The curves of SDR differ too little to tell apart, and not every one has a name that zscale knows.
    return [
      `scale=${scaling}`,
      `zscale=${inputTags(color, 'bt709', color.primaries)}:primaries=bt709:transfer=bt709:${output}`,
    ];
  }
  return [
    `scale=${scaling}:in_color_matrix=${scalerMatrix(color)}:in_range=${scalerRange(color)}:out_color_matrix=bt709:out_range=tv`,
  ];
}

/** Frames need not carry what their file says: zscale refuses to guess. */
function inputTags({ space, range, primaries }: SourceColor, transfer: string, fallback: string): string {
  const matrix = space ?? (fallback === 'bt2020' ? 'bt2020nc' : 'bt709');
  return [
    `tin=${transfer}`,
    `pin=${primaries ?? fallback}`,
    `min=${matrix}`,
    `rin=${range === 'pc' ? 'full' : 'limited'}`,
  ].join(':');
}
