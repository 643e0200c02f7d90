import { expect, it } from 'vitest';
import { runFfmpeg, runTool } from './run-ffmpeg.ts';
import { buildStillArgs } from './still-args.ts';
import { ffmpeg, makeFolder } from './testing/clips.ts';
import { serveFile } from './testing/serve-file.ts';

it.each([
  { source: '1920x1080', still: '1280,720', sar: '1' },
  { source: '320x180', still: '320,180', sar: '1' },
  { source: '720x576', still: '1048,576', sar: '16/11' },
])(
  'makes a still of $still from $source with pixels of $sar',
  { timeout: 20_000 },
  async ({ source, still, sar }) => {
    await using folder = await makeFolder();
    const input = `testsrc2=s=${source}:r=10:d=12,setsar=${sar}`;
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      input,
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      `${folder.path}/s.mp4`,
    );
    await using server = await serveFile(`${folder.path}/s.mp4`);
    const [width = 0, height = 0] = source.split('x').map(Number);
    const [num = 1, den = 1] = sar.split('/').map(Number);
    const outputPath = `${folder.path}/still.jpg`;
    await runFfmpeg(
      buildStillArgs({
        inputUrl: server.url,
        demuxer: 'mov',
        videoStartSeconds: 0,
        durationSeconds: 12,
        color: { transfer: null, space: null, height },
        width: Math.round((width * num) / den),
        height,
        outputPath,
        threads: 2,
      }),
    );
    const lines: string[] = [];
    await runTool(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', outputPath],
      {
        onLine: (line) => lines.push(line),
      },
    );
    expect(lines).toEqual([still]);
  },
);
