import { median } from './figures/statistics.ts';
import { testClip } from './media/clips.ts';
import { timeFfmpeg } from './media/run-ffmpeg.ts';

const RUNS = 3;

/**
 * The measure of this machine: one FFmpeg run that makes what a viewer needs first, 4 s at 240p out of a 1080p file,
 * and nothing else. Seconds in the table are also told as so many times this, measured in the same run.
 */
export async function measureYardstick(signal: AbortSignal): Promise<number> {
  const file = await testClip('1080p', 10, signal);
  const args = [
    ...['-t', '4', '-i', file],
    ...['-vf', 'scale=426:240:flags=bicubic'],
    ...['-c:v', 'libx264', '-preset', 'fast', '-crf', '25', '-c:a', 'aac', '-b:a', '128k'],
    ...['-f', 'null', '-'],
  ];
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run++) seconds.push((await timeFfmpeg(args, signal)).wallSeconds);
  return median(seconds);
}
