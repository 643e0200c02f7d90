import { beepInput, type CameraClip, sdr, sdrTags } from './camera-clip.ts';

const sound = (...codec: readonly string[]): readonly string[] => [...beepInput(), '-c:a', ...codec];
const mpeg4 = ['-c:v', 'mpeg4', '-q:v', '2', '-g', '30', '-bf', '2'];
/** These name no colours: a small picture is taken for BT.601. */
const sd = ['scale=out_color_matrix=bt601:out_range=tv', 'format=yuv420p'];

/** Containers and codecs, and what else lies in a container. */
export const containerClips: readonly CameraClip[] = [
  { name: 'Matroska', file: 's.mkv' },
  {
    name: 'WebM, VP9 and Opus',
    file: 's.webm',
    video: [
      '-c:v',
      'libvpx-vp9',
      '-deadline',
      'realtime',
      '-cpu-used',
      '8',
      '-crf',
      '20',
      '-b:v',
      '0',
      ...sdrTags,
    ],
    sound: sound('libopus'),
  },
  {
    name: 'WebM, AV1 and Opus',
    file: 's.webm',
    video: ['-c:v', 'libsvtav1', '-preset', '12', '-crf', '12', ...sdrTags],
    sound: sound('libopus'),
  },
  {
    name: 'MOV, HEVC 10-bit',
    file: 's.mov',
    filters: [...sdr.slice(0, 1), 'format=yuv420p10le'],
    video: [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-crf',
      '14',
      '-tag:v',
      'hvc1',
      '-x265-params',
      'log-level=error',
      ...sdrTags,
    ],
  },
  { name: 'MOV, PCM sound', file: 's.mov', sound: sound('pcm_s16le') },
  { name: 'AVI', file: 's.avi', filters: sd, video: mpeg4, sound: sound('libmp3lame') },
  { name: 'FLV', file: 's.flv', sound: sound('aac') },
  {
    name: 'FLV, Sorenson',
    file: 's.flv',
    filters: sd,
    video: ['-c:v', 'flv', '-q:v', '2'],
    sound: sound('libmp3lame', '-ar', '44100'),
  },
  { name: 'MPEG transport stream', file: 's.ts' },
  {
    name: 'MPEG transport stream of a camcorder',
    file: 's.m2ts',
    output: ['-mpegts_m2ts_mode', '1'],
    sound: sound('ac3'),
  },
  {
    name: 'MPEG program stream',
    file: 's.mpg',
    rate: '25',
    frames: 63,
    filters: sd,
    video: ['-c:v', 'mpeg2video', '-q:v', '2', '-bf', '2'],
    sound: sound('mp2'),
  },
  {
    name: 'ASF',
    file: 's.wmv',
    filters: sd,
    video: ['-c:v', 'wmv2', '-q:v', '2'],
    sound: sound('wmav2'),
    // FFmpeg's encoder loses its first 43 ms.
    expected: { beeps: [0.043, 1, 2] },
  },
  {
    name: 'Ogg',
    file: 's.ogv',
    filters: sd,
    video: ['-c:v', 'libtheora', '-q:v', '9'],
    sound: sound('libvorbis'),
  },
  {
    name: '3GP',
    file: 's.3gp',
    size: [176, 144],
    filters: [...sd, 'setsar=1'],
    video: ['-c:v', 'h263', '-q:v', '2'],
    sound: sound('aac', '-ar', '16000', '-ac', '1'),
    expected: { size: [176, 144] },
  },
  {
    name: 'with cover art',
    file: 's.mp4',
    inputs: ['-f', 'lavfi', '-i', 'color=red:s=64x64:r=1:d=1'],
    video: ['-c:v:0', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-c:v:1', 'mjpeg', ...sdrTags],
    output: ['-map', '0:v', '-map', '1:a', '-map', '2:v', '-disposition:v:1', 'attached_pic'],
  },
  { name: 'with a time code track', file: 's.mov', output: ['-timecode', '01:00:00:00'] },
  {
    name: 'with subtitles',
    file: 's.mkv',
    inputs: ['-f', 'srt', '-i', 'data:text/plain,1%0A00:00:00,500 --> 00:00:01,500%0AHello%0A'],
    output: ['-map', '0:v', '-map', '1:a', '-map', '2:s', '-c:s', 'srt'],
  },
];
