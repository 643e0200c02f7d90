import { expect, it } from 'vitest';
import type { Demuxer } from '../ffmpeg/input-args.ts';
import { ffmpeg, makeFolder } from '../ffmpeg/testing/clips.ts';
import { readPictureSize } from '../ffmpeg/testing/picture.ts';
import { serveFile } from '../ffmpeg/testing/serve-file.ts';
import { chooseStills } from './choose-stills.ts';
import { planTakes } from './plan-takes.ts';
import { type Still, takeStills } from './take-stills.ts';

const ultrafast = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

interface Clip {
  readonly path: string;
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly demuxer?: Demuxer;
  readonly isInterlaced?: boolean;
}

async function take(folder: string, clip: Clip): Promise<readonly Still[]> {
  await using server = await serveFile(clip.path);
  return await takeStills(
    {
      inputUrl: server.url,
      demuxer: clip.demuxer ?? 'mov',
      color: { transfer: null, primaries: null, space: null, range: null, height: clip.height },
      isInterlaced: clip.isInterlaced ?? false,
      width: clip.width,
      height: clip.height,
      outputDirectory: `${folder}/out`,
    },
    planTakes({ ...clip, startSeconds: 0, codedWidth: clip.width, codedHeight: clip.height }),
    { signal: AbortSignal.timeout(30_000) },
  );
}

it.each([
  { source: '1920x1080', still: '1280,720', sar: '1' },
  { source: '320x180', still: '320,180', sar: '1' },
  { source: '720x576', still: '1048,576', sar: '16/11' },
])('makes stills of $still from $source with pixels of $sar', async ({ source, still, sar }) => {
  await using folder = await makeFolder();
  const path = `${folder.path}/s.mp4`;
  await ffmpeg('-f', 'lavfi', '-i', `testsrc2=s=${source}:r=5:d=12,setsar=${sar}`, ...ultrafast, path);
  const [width = 0, height = 0] = source.split('x').map(Number);
  const [num = 1, den = 1] = sar.split('/').map(Number);
  const size = { width: Math.round((width * num) / den), height };
  const stills = await take(folder.path, { path, durationSeconds: 12, ...size });
  expect(stills).toHaveLength(6);
  for (const { path: jpeg } of stills) expect(await readPictureSize(jpeg)).toBe(still);
});

it.each([
  { demuxer: 'mov', file: 's.mp4', codec: ultrafast, seconds: 24 },
  { demuxer: 'matroska', file: 's.webm', codec: ['-c:v', 'libvpx', '-deadline', 'realtime'], seconds: 24 },
  { demuxer: 'mpegts', file: 's.ts', codec: ultrafast, seconds: 24 },
  { demuxer: 'avi', file: 's.avi', codec: ['-c:v', 'mpeg4'], seconds: 24 },
  { demuxer: 'flv', file: 's.flv', codec: ['-c:v', 'flv'], seconds: 24 },
  { demuxer: 'mov', file: 'short.mp4', codec: ultrafast, seconds: 6 },
] as const)(
  'finds the one good stretch between black, blur and white in $file of $seconds s',
  async (given) => {
    await using folder = await makeFolder();
    const path = `${folder.path}/${given.file}`;
    const quarter = given.seconds / 4;
    const [black, blur, good, white] = ['color=black', 'testsrc2', 'testsrc2', 'color=white'].map(
      (source) => `${source}${source.includes('=') ? ':' : '='}s=320x180:r=10:d=${quarter}`,
    );
    const graph = `${black}[a];${blur},boxblur=12[b];${good}[c];${white}[d];[a][b][c][d]concat=n=4[v]`;
    await ffmpeg('-filter_complex', graph, '-map', '[v]', ...given.codec, '-g', '10', path);
    const clip = { path, durationSeconds: given.seconds, width: 320, height: 180, demuxer: given.demuxer };
    const stills = await take(folder.path, clip);
    const { best } = chooseStills(stills.map(({ grey }) => grey));
    // Looks are spread evenly: the third quarter holds them from a half to three quarters of the way.
    const share = given.seconds < 10 ? best / stills.length : (best + 1) / (stills.length + 1);
    expect(share).toBeGreaterThanOrEqual(0.5);
    expect(share).toBeLessThan(0.75);
  },
);

it('makes do with the first frame where that is all there is', async () => {
  await using folder = await makeFolder();
  const path = `${folder.path}/one.mp4`;
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=25', '-frames:v', '1', ...ultrafast, path);
  const clip = { durationSeconds: 0.04, width: 64, height: 64 };
  expect(await take(folder.path, { ...clip, path })).toHaveLength(1);
  // A header that promises far more than there is: every seek lands past the end.
  expect((await take(folder.path, { ...clip, path, durationSeconds: 600 })).length).toBeGreaterThan(0);
});
