import { beepInput, type CameraClip, h264, sdr, sdrTags } from './camera-clip.ts';

const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '2', '-g', '12', '-bf', '2', ...sdrTags];
const interlaced = ['-flags', '+ilme+ildct'];
/**
 * Fields of frames 0, 1, 3, 4, 6, 7…: were they 0, 1, 2, 3…, then the lowest bar would stand still in each field.
 * Frame 3k is the first field of output frame k; the second field's frame is never shown.
 */
const fields = (scan: 'tff' | 'bff'): readonly string[] => [
  'select=lt(mod(n\\,3)\\,2)',
  'settb=1/50',
  'setpts=N',
  'fps=50',
  ...sdr,
  `interlace=scan=${scan}:lowpass=off`,
];
const firstFields = (number: number): number => Math.ceil(number / 3) / 25;

const jitter = (number: number): number => number / 29.97 + 0.006 * Math.sin(number * 7.3);

/** A screen capture stores a frame when something has moved: bursts, then stills of a second and more. */
const movedAt = [0, 0.033, 0.083, 0.1, 0.15, 1.4, 1.45, 1.5, 1.533, 1.567, 3.2, 3.25, 3.3];
const captureSteps = movedAt.map((seconds, index) => `eq(N,${index})*${seconds}`).join('+');

/** Constant, variable and interlaced frame rates. */
export const rateClips: readonly CameraClip[] = [
  { name: '23.976 fps', file: 's.mp4', rate: '24000/1001', frames: 60 },
  { name: '23.976 fps in milliseconds', file: 's.mkv', rate: '24000/1001', frames: 60 },
  { name: '25 fps', file: 's.mp4', rate: '25', frames: 63 },
  { name: '29.97 fps', file: 's.mp4', rate: '30000/1001' },
  { name: '29.97 fps in milliseconds', file: 's.mkv', rate: '30000/1001' },
  { name: '50 fps', file: 's.mp4', rate: '50', frames: 125 },
  { name: '59.94 fps', file: 's.mp4', rate: '60000/1001', frames: 150 },
  { name: '59.94 fps in milliseconds', file: 's.mkv', rate: '60000/1001', frames: 150 },
  { name: '120 fps', file: 's.mov', rate: '120', frames: 300, expected: { rate: '60', frames: 150 } },
  { name: '15 fps', file: 's.mp4', rate: '15', frames: 38 },
  {
    name: 'a phone whose clock jitters',
    file: 's.mp4',
    filters: [...sdr, 'settb=1/90000', "setpts='round((N/29.97+0.006*sin(N*7.3))*90000)'"],
    video: [
      ...h264,
      ...sdrTags,
      '-fps_mode',
      'vfr',
      '-enc_time_base:v',
      '1/90000',
      '-video_track_timescale',
      '90000',
    ],
    expected: { rate: '30000/1001', shownAt: jitter },
  },
  {
    name: 'a screen capture with long stills',
    file: 's.mp4',
    frames: movedAt.length,
    filters: [...sdr, 'settb=1/90000', `setpts='round((${captureSteps})*90000)'`],
    video: [
      ...h264,
      ...sdrTags,
      '-fps_mode',
      'vfr',
      '-enc_time_base:v',
      '1/90000',
      '-video_track_timescale',
      '90000',
    ],
    sound: [...beepInput(3.35), '-c:a', 'aac'],
    expected: { rate: '24000/1001', frames: 80, shownAt: (n) => movedAt[n] ?? 3.35, beeps: [0, 1, 2, 3] },
  },
  {
    name: 'a screen capture by a browser, without a length',
    file: 's.webm',
    frames: movedAt.length,
    filters: [...sdr, 'settb=1/1000', `setpts='round((${captureSteps})*1000)'`],
    video: [
      ...['-c:v', 'libvpx', '-deadline', 'realtime', '-crf', '10', '-b:v', '2M', ...sdrTags],
      ...['-fps_mode', 'vfr', '-enc_time_base:v', '1/1000'],
    ],
    sound: [...beepInput(3.35), '-c:a', 'libopus'],
    output: ['-live', '1'],
    expected: { rate: '60', frames: 199, shownAt: (n) => movedAt[n] ?? 3.35, beeps: [0, 1, 2, 3] },
  },
  {
    name: 'interlaced, top field first',
    file: 's.ts',
    rate: '75',
    frames: 189,
    filters: fields('tff'),
    video: [...mpeg2, ...interlaced, '-top', '1'],
    sound: [...beepInput(), '-c:a', 'mp2'],
    expected: { rate: '25', frames: 63, shownAt: firstFields },
  },
  {
    name: 'interlaced, bottom field first',
    file: 's.mov',
    rate: '75',
    frames: 189,
    filters: fields('bff'),
    video: [...h264, ...sdrTags, ...interlaced],
    expected: { rate: '25', frames: 63, shownAt: firstFields },
  },
];
