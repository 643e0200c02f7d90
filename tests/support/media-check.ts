/** Decodes a published video with FFmpeg as a player would, and counts what comes out. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const execute = promisify(execFile);
const streamsShape = z.object({ streams: z.array(z.object({ codec_type: z.string() })) });
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

export interface DecodedTrack {
  readonly kind: 'video' | 'audio';
  readonly width: number;
  readonly height: number;
  /** Seconds at which each decoded frame is shown, in order. */
  readonly times: readonly number[];
  /** End of the last frame, seconds. */
  readonly endSeconds: number;
}

export interface Decoded {
  /** Each line that FFmpeg said at level warning or above. */
  readonly warnings: readonly string[];
  /** Largest picture first. */
  readonly video: readonly DecodedTrack[];
  readonly audio: readonly DecodedTrack[];
}

interface OpenTrack extends DecodedTrack {
  readonly secondsPerTick: number;
  readonly times: number[];
  endSeconds: number;
}

/** Of a header line such as `#dimensions 0: 854x480`: the name, the stream, the value. */
const headerLine = /^#(\w+) (\d+): (.*)$/;

/** Reads FFmpeg's `framecrc` report: headers per stream, then `stream, dts, pts, duration, size, crc` a frame. */
function parseFrameReport(report: string): OpenTrack[] {
  const headers = new Map<number, Record<string, string>>();
  const tracks = new Map<number, OpenTrack>();
  for (const line of report.split('\n')) {
    const [, name, stream, value] = headerLine.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      headers.set(Number(stream), { ...headers.get(Number(stream)), [name]: value });
    } else if (/^\d/.test(line)) {
      const [index = 0, , pts = 0, duration = 0] = line.split(',').map(Number);
      const track = tracks.get(index) ?? openTrack(headers.get(index) ?? {});
      tracks.set(index, track);
      track.times.push(pts * track.secondsPerTick);
      track.endSeconds = Math.max(track.endSeconds, (pts + duration) * track.secondsPerTick);
    }
  }
  return [...tracks.values()];
}

function openTrack(header: Record<string, string>): OpenTrack {
  const [num = 0, den = 1] = (header.tb ?? '').split('/').map(Number);
  const [width = 0, height = 0] = (header.dimensions ?? '').split('x').map(Number);
  const kind = header.media_type === 'audio' ? 'audio' : 'video';
  return { kind, width, height, secondsPerTick: num / den, times: [], endSeconds: 0 };
}

/**
 * Plays each track of a manifest from first to last frame. Timestamps stay as they are: nothing is filled in or
 * dropped. One run a track: FFmpeg's DASH reader ends all of them as soon as the first has been read to its end.
 */
export async function decodeWhole(manifestUrl: string): Promise<Decoded> {
  // Segments are redirects to another host, on which FFmpeg's HLS reader warns once each that it can't keep its
  // connection. That is a matter of transport: the joins of chunks are what must give no warning.
  const transport = manifestUrl.includes('.m3u8') ? ['-http_persistent', '0'] : [];
  const input = ['-v', 'warning', ...transport, '-i', manifestUrl];
  const list = ['-show_entries', 'stream=codec_type', '-of', 'json'];
  const listed = await execute('ffprobe', [...input, ...list]);
  const warnings = [listed.stderr];
  const tracks: DecodedTrack[] = [];
  const { streams } = streamsShape.parse(JSON.parse(listed.stdout));
  for (const kind of ['video', 'audio']) {
    const count = streams.filter(({ codec_type }) => codec_type === kind).length;
    for (let index = 0; index < count; index++) {
      const { stdout, stderr } = await execute(
        'ffmpeg',
        [
          ...['-nostdin', '-copyts', ...input],
          ...['-map', `0:${kind[0]}:${index}`, '-fps_mode', 'passthrough'],
          ...['-f', 'framecrc', '-'],
        ],
        { maxBuffer: MAX_REPORT_BYTES },
      );
      warnings.push(stderr);
      tracks.push(...parseFrameReport(stdout));
    }
  }
  return {
    warnings: warnings.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== ''),
    video: tracks
      .filter(({ kind }) => kind === 'video')
      .sort((a, b) => b.height * b.width - a.height * a.width),
    audio: tracks.filter(({ kind }) => kind === 'audio'),
  };
}
