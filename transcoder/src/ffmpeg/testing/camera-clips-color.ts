import { type CameraClip, h264, sdrTags } from './camera-clip.ts';

const hevc10 = (params: string): readonly string[] => [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '12', '-tag:v', 'hvc1'],
  ...['-x265-params', `log-level=error${params}`],
];
/** Diffuse white at 203 nits, as ITU-R BT.2408 has it. */
const hdr = (transfer: string): readonly string[] => [
  `zscale=tin=bt709:pin=bt709:min=gbr:rin=full:t=${transfer}:p=bt2020:m=bt2020nc:r=limited:npl=203`,
  'format=yuv420p10le',
];
const tags = (primaries: string, transfer: string, matrix: string): readonly string[] => [
  ...['-color_primaries', primaries, '-color_trc', transfer, '-colorspace', matrix],
];
const convert = (matrix: string, range: string, format: string): readonly string[] => [
  `scale=out_color_matrix=${matrix}:out_range=${range}`,
  `format=${format}`,
];
const short = { frames: 30, sound: null, expected: { beeps: null } } as const;

/** Colours: matrices, levels, depths and high dynamic range. */
export const colorClips: readonly CameraClip[] = [
  {
    ...short,
    name: 'HDR10',
    file: 's.mov',
    filters: hdr('smpte2084'),
    video: [...hevc10(':hdr10=1:max-cll=1000,400'), ...tags('bt2020', 'smpte2084', 'bt2020nc')],
  },
  {
    ...short,
    name: 'HDR10 that tells of no brightness',
    file: 's.mkv',
    filters: hdr('smpte2084'),
    video: [...hevc10(''), ...tags('bt2020', 'smpte2084', 'bt2020nc')],
  },
  {
    ...short,
    name: 'HLG',
    file: 's.mov',
    filters: hdr('arib-std-b67'),
    video: [...hevc10(''), ...tags('bt2020', 'arib-std-b67', 'bt2020nc')],
  },
  {
    ...short,
    name: 'wide gamut without high dynamic range',
    file: 's.mp4',
    filters: [
      'zscale=tin=bt709:pin=bt709:min=gbr:rin=full:t=bt709:p=bt2020:m=bt2020nc:r=limited',
      'format=yuv420p10le',
    ],
    video: [...hevc10(''), ...tags('bt2020', 'bt709', 'bt2020nc')],
  },
  {
    ...short,
    name: 'in Display P3',
    file: 's.mov',
    filters: [
      'zscale=tin=bt709:pin=bt709:min=gbr:rin=full:t=bt709:p=smpte432:m=bt709:r=limited',
      'format=yuv420p',
    ],
    video: [...h264, ...tags('smpte432', 'bt709', 'bt709')],
  },
  {
    ...short,
    name: 'full range',
    file: 's.mp4',
    filters: convert('bt709', 'pc', 'yuvj420p'),
    video: [...h264, ...sdrTags, '-color_range', 'pc'],
  },
  {
    ...short,
    name: 'motion JPEG, full range',
    file: 's.avi',
    filters: convert('bt601', 'pc', 'yuvj422p'),
    video: ['-c:v', 'mjpeg', '-q:v', '2'],
  },
  {
    ...short,
    name: 'BT.601, said so',
    file: 's.mp4',
    size: [1280, 720],
    frames: 5,
    filters: convert('bt601', 'tv', 'yuv420p'),
    video: [...h264, ...tags('smpte170m', 'smpte170m', 'smpte170m')],
  },
  {
    ...short,
    name: 'small, of unsaid colours',
    file: 's.mp4',
    filters: convert('bt601', 'tv', 'yuv420p'),
    video: h264,
  },
  {
    ...short,
    name: 'large, of unsaid colours',
    file: 's.mp4',
    size: [1280, 720],
    frames: 5,
    filters: convert('bt709', 'tv', 'yuv420p'),
    video: h264,
  },
  {
    ...short,
    name: '4:2:2 10-bit',
    file: 's.mp4',
    filters: convert('bt709', 'tv', 'yuv422p10le'),
    video: [...h264, ...sdrTags],
  },
  {
    ...short,
    name: '4:4:4',
    file: 's.mp4',
    filters: convert('bt709', 'tv', 'yuv444p'),
    video: [...h264, ...sdrTags],
  },
  {
    ...short,
    name: 'RGB',
    file: 's.mkv',
    filters: ['format=rgb24'],
    video: ['-c:v', 'libx264rgb', '-preset', 'ultrafast', '-crf', '10'],
  },
  {
    ...short,
    name: 'ProRes, of unsaid colours',
    file: 's.mov',
    filters: convert('bt601', 'tv', 'yuv422p10le'),
    video: ['-c:v', 'prores_ks', '-profile:v', '2'],
  },
];
