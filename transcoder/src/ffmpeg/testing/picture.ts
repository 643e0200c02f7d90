import { runTool } from '../run-ffmpeg.ts';

/** `width,height` of a picture. */
export async function readPictureSize(path: string): Promise<string> {
  const lines: string[] = [];
  await runTool('ffprobe', ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', path], {
    onLine: (line) => lines.push(line),
  });
  return lines.join();
}
