import { expect, it } from 'vitest';
import { parseFfmpegVersion } from './ffmpeg-version.ts';

it.each([
  ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers', '5.1.9-0+deb12u1', true],
  ['ffprobe version 5.1.9-0+deb12u1 Copyright (c) 2007-2026 the FFmpeg developers', '5.1.9-0+deb12u1', true],
  ['ffmpeg version 7.0.2-static https://johnvansickle.com/ffmpeg/', '7.0.2-static', true],
  ['ffmpeg version n7.1 Copyright (c) 2000-2024', 'n7.1', true],
  ['ffmpeg version 5.1 Copyright (c) 2000-2022', '5.1', true],
  ['ffmpeg version 10.0 Copyright (c) 2000-2027', '10.0', true],
  ['ffmpeg version 5.0.3 Copyright (c) 2000-2022', '5.0.3', false],
  ['ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright (c) 2000-2021', '4.4.2-0ubuntu0.22.04.1', false],
  ['ffmpeg version N-12345-gabcdef Copyright (c) 2000-2026', 'N-12345-gabcdef', false],
  ['ffmpeg version N-1-gab\nlibavutil      57. 28.100 / 57. 28.100', 'N-1-gab', true],
  ['ffmpeg version N-1-gab\nbuilt with\nlibavutil      60.  8.100 / 60.  8.100', 'N-1-gab', true],
  ['ffmpeg version git-2020-5.1\nlibavutil      56. 70.100 / 56. 70.100', 'git-2020-5.1', false],
  ['ffmpeg version 4.4\nlibavutil      57. 28.100 / 57. 28.100', '4.4', false],
])('reads %s', (line, text, isSupported) => {
  expect(parseFfmpegVersion(line)).toEqual({ text, isSupported });
});

it.each(['', 'BusyBox v1.36', 'avconv version 12.3'])('does not take "%s" for FFmpeg', (line) => {
  expect(parseFfmpegVersion(line)).toBeUndefined();
});
