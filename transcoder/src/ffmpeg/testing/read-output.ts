import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const execute = promisify(execFile);

const output = z.object({
  streams: z.array(
    z.object({
      codec_name: z.string(),
      width: z.int().optional(),
      height: z.int().optional(),
      pix_fmt: z.string().optional(),
      sample_aspect_ratio: z.string().optional(),
      color_range: z.string().optional(),
      color_space: z.string().optional(),
      color_transfer: z.string().optional(),
      color_primaries: z.string().optional(),
      side_data_list: z.array(z.unknown()).optional(),
    }),
  ),
  packets: z.array(
    // FFmpeg 5.1 knows no length of a file's first packet of sound.
    z.object({ pts_time: z.coerce.number(), duration_time: z.coerce.number().catch(0), flags: z.string() }),
  ),
});

/** Reads what a file of our own making says of its one stream, and each packet's time. */
export async function readOutput(path: string) {
  const { stdout } = await execute(
    'ffprobe',
    ['-v', 'error', '-show_streams', '-show_packets', '-of', 'json', path],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const { streams, packets } = output.parse(JSON.parse(stdout));
  const [stream] = streams;
  if (!stream || streams.length !== 1) throw new Error(`${streams.length} streams, not 1`);
  return {
    stream,
    startSeconds: Math.min(...packets.map((packet) => packet.pts_time)),
    endSeconds: Math.max(...packets.map((packet) => packet.pts_time + packet.duration_time)),
    keyframeSeconds: packets.filter(({ flags }) => flags.includes('K')).map(({ pts_time }) => pts_time),
  };
}
