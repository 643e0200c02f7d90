import { beepInput, type CameraClip } from './camera-clip.ts';

/** Layouts, rates and choices of sound. */
export const soundClips: readonly CameraClip[] = [
  { name: 'with stereo', file: 's.mp4', sound: [...beepInput(), '-ac', '2', '-c:a', 'aac'] },
  { name: 'with 5.1', file: 's.mp4', sound: [...beepInput(), '-af', 'pan=5.1|FC=c0|FL=c0', '-c:a', 'aac'] },
  { name: 'with 5.1 in AC-3', file: 's.mkv', sound: [...beepInput(), '-af', 'pan=5.1|FC=c0', '-c:a', 'ac3'] },
  { name: 'with 8 kHz', file: 's.mp4', sound: [...beepInput(2.5, 8_000), '-c:a', 'aac'] },
  { name: 'with 96 kHz', file: 's.mkv', sound: [...beepInput(2.5, 96_000), '-c:a', 'flac'] },
  {
    name: 'with several tracks, of which the second is the default',
    file: 's.mkv',
    sound: [
      ...beepInput(),
      ...['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=mono:d=2.5'],
      ...['-map', '0:v', '-map', '2:a', '-map', '1:a', '-c:a', 'aac'],
      ...['-disposition:a:0', '0', '-disposition:a:1', 'default'],
    ],
  },
];
