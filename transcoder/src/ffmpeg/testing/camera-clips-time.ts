import { beepInput, type CameraClip, h264, sdrTags } from './camera-clip.ts';

const aac = ['-c:a', 'aac'];

/** Where things lie in time: starts, edit lists, lengths, the order of a file's parts. */
export const timeClips: readonly CameraClip[] = [
  {
    name: 'trimmed by an edit list',
    file: 's.mp4',
    frames: 90,
    remux: { input: ['-ss', '0.7'], output: [] },
    expected: { frames: 69, shownAt: (n) => n / 30 - 0.7, beeps: [0.3, 1.3] },
  },
  {
    name: 'without an edit list, at its reorder delay',
    file: 's.mp4',
    remux: { output: ['-use_editlist', '0'] },
  },
  {
    name: 'shown from 5 s on',
    file: 's.mp4',
    remux: { output: ['-output_ts_offset', '5'] },
  },
  {
    name: 'shown from 3600 s on, transport stream',
    file: 's.ts',
    remux: { output: ['-output_ts_offset', '3600'] },
  },
  {
    name: 'a transport stream whose clock wraps',
    file: 's.ts',
    remux: { output: ['-output_ts_offset', '95441.2'] },
  },
  {
    name: 'shown from 3600 s on, Matroska',
    file: 's.mkv',
    remux: { output: ['-output_ts_offset', '3600'] },
  },
  {
    name: 'shown from before 0 on',
    file: 's.mov',
    remux: { output: ['-output_ts_offset', '-0.5', '-avoid_negative_ts', 'disabled'] },
    expected: { frames: 60, shownAt: (n) => n / 30 - 0.5, beeps: [0.5, 1.5] },
  },
  { name: 'index at the start', file: 's.mp4', output: ['-movflags', '+faststart'] },
  {
    name: 'fragmented',
    file: 's.mp4',
    remux: { output: ['-movflags', '+frag_keyframe+empty_moov+default_base_moof'] },
  },
  {
    name: 'open groups of pictures',
    file: 's.mkv',
    video: [...h264, ...sdrTags, '-x264-params', 'open-gop=1'],
  },
  { name: 'a single frame', file: 's.mp4', frames: 1, expected: { beeps: [0] } },
  { name: 'a single frame without sound', file: 's.mkv', frames: 1, sound: null, expected: { beeps: null } },
  { name: 'half a second', file: 's.mp4', frames: 15, expected: { beeps: [0] } },
  { name: 'silent', file: 's.mp4', sound: null, expected: { beeps: null } },
  { name: 'with sound that is longer', file: 's.mp4', sound: [...beepInput(4), ...aac] },
  {
    name: 'with sound that is shorter',
    file: 's.mp4',
    sound: [...beepInput(1.4), ...aac],
    expected: { beeps: [0, 1] },
  },
  {
    name: 'with sound that starts late',
    file: 's.mp4',
    sound: ['-itsoffset', '0.5', ...beepInput(2), ...aac],
    expected: { beeps: [0.5, 1.5] },
  },
  {
    name: 'with sound that starts late, Matroska',
    file: 's.mkv',
    sound: ['-itsoffset', '0.5', ...beepInput(2), ...aac],
    expected: { beeps: [0.5, 1.5] },
  },
  {
    name: 'with sound that starts early',
    file: 's.mp4',
    pictureDelay: 0.5,
    output: ['-fps_mode', 'passthrough'],
    sound: [...beepInput(3), ...aac],
    expected: { beeps: [0.5, 1.5] },
  },
];
