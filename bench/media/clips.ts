/** What is uploaded: made by FFmpeg once per machine and kept in the temporary folder, as the tests' clips are. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runFfmpeg } from './run-ffmpeg.ts';

/** Counted up when a recipe changes: a cached clip is never made again. */
const folder = path.join(tmpdir(), 'sluice-bench-clips-3');

async function make(name: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const file = path.join(folder, name);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const unfinished = path.join(folder, `${process.pid}-${name}`);
  await runFfmpeg(['-v', 'error', ...args, unfinished], signal);
  renameSync(unfinished, file);
  return file;
}

const sizes = { '360p': '640x360', '720p': '1280x720', '1080p': '1920x1080' } as const;
const FPS = 30;
const LOOP_SECONDS = 30;

/** Like speech: tones that come and go over a little noise. FFmpeg's AAC encoder takes five times as long for a pure tone. */
const speech = '(0.3*sin(2*PI*220*t)+0.2*sin(2*PI*1900*t)+0.1*(random(0)-0.5))*(0.6+0.4*sin(2*PI*0.7*t))';

/** A test picture that moves, with sound, of any length at little cost: both are made once and repeated. */
export async function testClip(
  size: keyof typeof sizes,
  seconds: number,
  signal: AbortSignal,
): Promise<string> {
  const picture = `testsrc2=size=${sizes[size]}:rate=${FPS}:duration=${LOOP_SECONDS}`;
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '34', '-g', '60', '-pix_fmt', 'yuv420p'];
  const loop = await make(`loop-${size}.mp4`, ['-f', 'lavfi', '-i', picture, ...encode], signal);
  const voice = `aevalsrc='${speech}':s=48000:d=${LOOP_SECONDS}`;
  const sound = await make('loop.wav', ['-f', 'lavfi', '-i', voice], signal);
  const args = [
    ...['-stream_loop', '-1', '-i', loop],
    ...['-stream_loop', '-1', '-i', sound],
    ...['-t', String(seconds), '-map', '0:v', '-map', '1:a'],
    ...['-c:v', 'copy', '-c:a', 'aac', '-b:a', '96k'],
  ];
  return make(`test-${size}-${seconds}s.mp4`, args, signal);
}

const SCENE_SECONDS = 5;
const soften = 'format=yuv420p,gblur=sigma=1.2';
const finish = `scale=${sizes['1080p'].replace('x', ':')}:flags=bicubic,noise=c0s=3:c0f=t,setsar=1`;
const edges = `mandelbrot=size=960x540:rate=${FPS}:maxiter=400`;
const cut = `trim=duration=${SCENE_SECONDS}`;
/** A zoom, a pan over a still, and a field of small things that move each for itself; all with a little grain. */
const scenes = [
  `${edges}:start_scale=0.06:end_scale=0.03:end_pts=${SCENE_SECONDS * FPS},${cut},${soften},${finish}`,
  `${edges}:start_scale=0.06:end_scale=0.06,trim=end_frame=1,loop=loop=-1:size=1:start=0,setpts=N/${FPS}/TB,${cut},${soften},scroll=h=0.002:v=0.0007,${finish}`,
  `life=size=480x270:rate=6:mold=10:ratio=0.3:seed=3:life_color=#a0c080:death_color=#283840:mold_color=#405030,format=yuv420p,gblur=sigma=2,framerate=fps=${FPS},${cut},${finish}`,
];
const sceneGraph = [
  ...scenes.map((scene, index) => `${scene}[s${index}]`),
  `${scenes.map((_, index) => `[s${index}]`).join('')}concat=n=${scenes.length}[v]`,
].join(';');

/** `camera`: as a phone writes it, many bytes. `export`: as an editing program writes it for the web. */
const motionEncodes = {
  camera: ['-preset', 'veryfast', '-crf', '19', '-g', '30'],
  export: [
    // No more bytes than its picture needs, or no copy of it would be taken.
    ...['-preset', 'medium', '-crf', '23', '-maxrate', '5000k', '-bufsize', '10000k'],
    // Whole seconds, and nowhere else: such a stream can be cut on the segment grid.
    ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0', '-flags', '+cgop'],
  ],
} as const;
export type MotionKind = keyof typeof motionEncodes;

/** 1080p with the sort of motion, grain and cuts that real footage has, with sound: scenes of five seconds. */
export async function motionClip(kind: MotionKind, seconds: number, signal: AbortSignal): Promise<string> {
  const scenery = ['-filter_complex', sceneGraph, '-map', '[v]', '-c:v', 'libx264'];
  const lossless = ['-preset', 'ultrafast', '-crf', '10'];
  const loop = await make('loop-motion.mp4', [...scenery, ...lossless], signal);
  const args = [
    ...['-stream_loop', '-1', '-i', loop],
    ...['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.2:sample_rate=48000:seed=5'],
    ...['-t', String(seconds), '-map', '0:v', '-map', '1:a'],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', ...motionEncodes[kind]],
    ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
  ];
  return make(`motion-${kind}-${seconds}s.mp4`, args, signal);
}
